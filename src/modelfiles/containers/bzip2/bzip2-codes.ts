import { CredenceError } from '../../../core/error.ts';
import type { MsbBitReader } from './msb-bit-reader.ts';

const LONGEST_CODE = 20;

/** Codes up to this length are looked up at once. */
const QUICK_BITS = 10;
const LENGTH_BITS = 5;

/** A table of canonical prefix codes, highest bit first. */
export interface PrefixCodes {
  /** By the next ten bits: symbol × 32 + length of the code; 0 where it is longer. */
  readonly quick: Uint16Array;
  /** By length: the first code of it, and behind the last one. */
  readonly first: Int32Array;
  readonly limit: Int32Array;
  /** By length: place in `symbols` of its first code. */
  readonly offset: Int32Array;
  readonly symbols: Uint16Array;
}

/** Lengths of the codes of `size` symbols, each as a difference to the one before. */
export function readCodeLengths(bits: MsbBitReader, size: number): Uint8Array {
  const lengths = new Uint8Array(size);
  let length = bits.take(5);
  for (let symbol = 0; symbol < size; symbol++) {
    for (;;) {
      if (length < 1 || length > LONGEST_CODE) throw malformed('has a code of no valid length');
      if (bits.take(1) === 0) break;
      length += bits.take(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return lengths;
}

export function prefixCodes(lengths: Uint8Array): PrefixCodes {
  const counts = new Int32Array(LONGEST_CODE + 2);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  const first = new Int32Array(LONGEST_CODE + 2);
  const limit = new Int32Array(LONGEST_CODE + 2);
  const offset = new Int32Array(LONGEST_CODE + 2);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    first[length] = code;
    offset[length] = place;
    code += counts[length] as number;
    place += counts[length] as number;
    limit[length] = code;
    code <<= 1;
  }
  const symbols = Uint16Array.from(lengths.keys()).sort(
    (a, b) => (lengths[a] as number) - (lengths[b] as number) || a - b,
  );
  const codes = { first, limit, offset, symbols };
  return { ...codes, quick: quickTable(codes) };
}

function quickTable({ first, limit, offset, symbols }: Omit<PrefixCodes, 'quick'>): Uint16Array {
  const quick = new Uint16Array(1 << QUICK_BITS);
  for (let length = 1; length <= QUICK_BITS; length++) {
    const start = first[length] as number;
    const room = QUICK_BITS - length;
    for (let code = start; code < (limit[length] as number); code++) {
      const symbol = symbols[(offset[length] as number) + code - start] as number;
      const entry = (symbol << LENGTH_BITS) | length;
      // Longer codes never overwrite: too many short ones leave them no room.
      for (let at = code << room; at < (code + 1) << room; at++) quick[at] ||= entry;
    }
  }
  return quick;
}

export function takeCode(bits: MsbBitReader, codes: PrefixCodes): number {
  const next = bits.peek(LONGEST_CODE);
  const entry = codes.quick[next >>> (LONGEST_CODE - QUICK_BITS)] as number;
  if (entry !== 0) {
    bits.drop(entry & ((1 << LENGTH_BITS) - 1));
    return entry >>> LENGTH_BITS;
  }
  for (let length = QUICK_BITS + 1; length <= LONGEST_CODE; length++) {
    const code = next >>> (LONGEST_CODE - length);
    if (code >= (codes.limit[length] as number)) continue;
    bits.drop(length);
    const index = (codes.offset[length] as number) + code - (codes.first[length] as number);
    return codes.symbols[index] as number;
  }
  throw malformed('has a code that stands for nothing');
}

/** @param what continues "The bzip2 stream …" */
export function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The bzip2 stream ${what}`);
}
