import { createHash, type Hash } from 'node:crypto';
import type { Digest } from '../../core/digest.ts';

/** What a publisher says of a file's content. Git hashes a header before the bytes. */
export interface PublishedDigest {
  readonly algorithm: 'sha256' | 'sha1' | 'md5' | 'git-blob-sha1';
  /** Lower-case hexadecimal. */
  readonly value: string;
}

/** What the one who takes data in expects, as if it were published. */
export function expectedDigest(expected: Digest | undefined): PublishedDigest | null {
  if (expected === undefined) return null;
  return { algorithm: 'sha256', value: expected.slice('sha256:'.length) };
}

/** Whether the bytes that came are those that the publisher announced. */
export type PublishedMatch = 'match' | 'mismatch' | 'not-published';

/**
 * Computes a digest as its publisher did, beside our own SHA-256.
 *
 * @param size in bytes, which git hashes first ("blob <size>\0").
 */
export function publishedHash(published: PublishedDigest, size: number): Hash {
  if (published.algorithm === 'git-blob-sha1') return createHash('sha1').update(`blob ${size}\0`);
  return createHash(published.algorithm);
}
