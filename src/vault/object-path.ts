import { join } from 'node:path';
import type { Digest } from '../core/digest.ts';

const PREFIX = 'sha256:';

/** The 64 hex digits of a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice(PREFIX.length);
}

/** The digest of 64 lower-case hex digits; null for anything else, upper case included. */
export function digestFromHex(hex: string): Digest | null {
  return /^[0-9a-f]{64}$/.test(hex) ? (`${PREFIX}${hex}` as Digest) : null;
}

/** Where an object stands that has a file of its own: `ab/abcdef…`, its digest its name. */
export function objectPath(folder: string, digest: Digest): string {
  const hex = hexOf(digest);
  return join(folder, hex.slice(0, 2), hex);
}
