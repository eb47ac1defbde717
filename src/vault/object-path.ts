import { join } from 'node:path';
import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';

const PREFIX = 'sha256:';
const HEX = /^[0-9a-f]{64}$/;

/**
 * The 64 hex digits of a digest.
 *
 * @throws CredenceError `USAGE` for text that only claims to be one: it would become a path
 */
export function hexOf(digest: Digest): string {
  const hex = digest.slice(PREFIX.length);
  if (digest.startsWith(PREFIX) && HEX.test(hex)) return hex;
  throw new CredenceError('USAGE', `${visibleText(digest.slice(0, 100))} is not a digest.`, {
    hint: 'A digest is sha256: and 64 lower-case hex digits.',
  });
}

/** The digest of 64 lower-case hex digits; null for anything else, upper case included. */
export function digestFromHex(hex: string): Digest | null {
  return HEX.test(hex) ? (`${PREFIX}${hex}` as Digest) : null;
}

/** Where an object stands that has a file of its own: `ab/abcdef…`, its digest its name. */
export function objectPath(folder: string, digest: Digest): string {
  const hex = hexOf(digest);
  return join(folder, hex.slice(0, 2), hex);
}
