import { CredenceError } from '../core/error.ts';
import { MAX_LEAF_BYTES } from './leaf.ts';

const LENGTH_BYTES = 2;

/**
 * Entries one after another, each behind its length in 16 bits, big-endian (C2SP tlog-tiles).
 *
 * @throws CredenceError `LIMIT_EXCEEDED` for an entry over 65,535 bytes
 */
export function formatBundle(entries: readonly Uint8Array[]): Buffer {
  const parts = entries.flatMap((entry) => {
    if (entry.length > MAX_LEAF_BYTES)
      throw new CredenceError('LIMIT_EXCEEDED', 'An entry is too large for the ledger.');
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt16BE(entry.length);
    return [length, entry];
  });
  return Buffer.concat(parts);
}

/**
 * The first `count` entries of a bundle; null when it does not hold so many, or, where `count` is all
 * that it should hold, more bytes than theirs.
 */
export function parseBundle(
  bytes: Buffer,
  { count, exact }: { readonly count: number; readonly exact: boolean },
): Buffer[] | null {
  const entries: Buffer[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + LENGTH_BYTES > bytes.length) return null;
    const end = at + LENGTH_BYTES + bytes.readUInt16BE(at);
    if (end > bytes.length) return null;
    entries.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return exact && at !== bytes.length ? null : entries;
}
