import { CredenceError } from '../../../core/error.ts';

/**
 * Prefix codes of deflate by look-up: the next `bits` bits, first bit lowest, say which symbol
 * comes and how long its code is.
 */
export interface HuffmanTable {
  readonly bits: number;
  /** By the next bits: symbol × 16 + length of the code; 0 where no code begins so. */
  readonly entries: Uint16Array;
}

/** Entries hold a length in four bits and a symbol in the others. */
const LENGTH_BITS = 4;

/**
 * The canonical codes of given lengths (RFC 1951 §3.2.2).
 *
 * @param lengths of each symbol's code in bits, 0 to 15; 0 where the symbol does not occur
 * @param lone whether a single code may leave others unused: RFC 1951 §3.2.7 allows it of distances
 * @throws CredenceError `DATA_MALFORMED` where the lengths are no complete code, as zlib does
 */
export function huffmanTable(lengths: Uint8Array, lone: boolean): HuffmanTable {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const bits = Math.max(
    1,
    counts.findLastIndex((count) => count > 0),
  );
  requireComplete(counts, lone);
  const next = firstCodes(counts);
  const entries = new Uint16Array(1 << bits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] as number;
    if (length === 0) continue;
    const code = next[length] as number;
    next[length] = code + 1;
    const entry = (symbol << LENGTH_BITS) | length;
    for (let at = reversed(code, length); at < entries.length; at += 1 << length) {
      entries[at] = entry;
    }
  }
  return { bits, entries };
}

function requireComplete(counts: Uint16Array, lone: boolean): void {
  let unused = 1;
  for (let length = 1; length <= 15; length++) {
    unused = unused * 2 - (counts[length] as number);
    if (unused < 0) throw malformed('more codes than there is room for');
  }
  const used = counts.reduce((sum, count) => sum + count, 0);
  const single = used === 0 || (used === 1 && counts[1] === 1);
  if (unused > 0 && !(lone && single)) throw malformed('an incomplete set of codes');
}

function firstCodes(counts: Uint16Array): Uint16Array {
  const next = new Uint16Array(16);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code = (code + (counts[length - 1] as number)) << 1;
    next[length] = code;
  }
  return next;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The packed data describes ${what}`);
}
