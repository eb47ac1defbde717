import { CredenceError } from '../../../core/error.ts';

/**
 * Prefix codes of deflate by look-up: the next bits, first bit lowest, say which symbol comes and
 * how long its code is. Codes of more than ten bits are looked up in two steps, so that what is
 * needed all the time stays in the processor's nearest cache.
 */
export interface HuffmanTable {
  /**
   * By the next `QUICK_BITS` bits, or fewer where no code is as long: symbol × 16 + length of the
   * code; `LINK` + place in `long` where the code is longer; 0 where no code begins so.
   */
  readonly quick: Uint32Array;
  /** By the bits behind the first ten, from a link's place on: as in `quick`. */
  readonly long: Uint32Array;
  /** Selects those bits. */
  readonly longMask: number;
}

export const QUICK_BITS = 10;
export const LINK: number = 2 ** 31;
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
  requireComplete(counts, lone);
  const longest = Math.max(
    1,
    counts.findLastIndex((count) => count > 0),
  );
  const quickBits = Math.min(longest, QUICK_BITS);
  const quick = new Uint32Array(1 << quickBits);
  const longSize = 1 << (longest - quickBits);
  const longCodes = counts.subarray(QUICK_BITS + 1).reduce((sum, count) => sum + count, 0);
  const long = new Uint32Array(longest > QUICK_BITS ? longCodes * longSize : 0);
  const next = firstCodes(counts);
  let used = 0;
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] as number;
    if (length === 0) continue;
    const code = next[length] as number;
    next[length] = code + 1;
    const bits = reversed(code, length);
    const entry = (symbol << LENGTH_BITS) | length;
    if (length <= quickBits) {
      for (let at = bits; at < quick.length; at += 1 << length) quick[at] = entry;
      continue;
    }
    const start = bits & (quick.length - 1);
    if (quick[start] === 0) {
      quick[start] = LINK + used;
      used += longSize;
    }
    const place = (quick[start] as number) - LINK;
    const step = 1 << (length - quickBits);
    for (let at = bits >>> quickBits; at < longSize; at += step) long[place + at] = entry;
  }
  return { quick, long: long.subarray(0, used), longMask: longSize - 1 };
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
