import type { Digest } from '../../core/digest.ts';
import type { BomHash } from './bom.ts';

/** A digest as CycloneDX writes it. */
export function bomHash(digest: Digest): BomHash {
  return { alg: 'SHA-256', content: digest.slice('sha256:'.length) };
}

/** The digest of a CycloneDX hash; null for other algorithms. */
export function digestOfHash({ alg, content }: BomHash): Digest | null {
  return alg === 'SHA-256' && /^[0-9a-f]{64}$/.test(content)
    ? (`sha256:${content}` as Digest)
    : null;
}

/** One hash in a document, and where. */
export interface LocatedHash extends BomHash {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
}

/** Every hash anywhere in a document, in the order of the document. */
export function hashesIn(document: unknown, pointer = ''): LocatedHash[] {
  if (typeof document !== 'object' || document === null) return [];
  if (isHash(document)) return [{ ...document, pointer }];
  return Object.entries(document).flatMap(([key, value]) =>
    hashesIn(value, `${pointer}/${escaped(key)}`),
  );
}

function isHash(value: object): value is BomHash {
  return (
    'alg' in value &&
    'content' in value &&
    typeof value.alg === 'string' &&
    typeof value.content === 'string'
  );
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
