import { CredenceError } from '../../../core/error.ts';
import type { BitReader } from '../stream/bit-reader.ts';
import type { OutputWindow } from '../stream/output-window.ts';
import { type HuffmanTable, LINK, QUICK_BITS } from './huffman-table.ts';

export const END_OF_BLOCK = 256;
const FIRST_LENGTH = 257;
/** Entries of literals in a table are below this one. */
const LITERALS_END = 256 << 4;

/** What symbols of one kind stand for: a base, and so many bits that follow. */
interface Extension {
  readonly base: readonly number[];
  readonly bits: readonly number[];
}

/** Length symbols 257–285 (RFC 1951 §3.2.5). */
const LENGTHS: Extension = {
  base: [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ],
  bits: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
};
/** Distance symbols 0–29. */
const DISTANCES: Extension = {
  base: [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ],
  bits: [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ],
};

export interface Streams {
  readonly bits: BitReader;
  readonly output: OutputWindow;
}

/** The two codes of a block. */
export interface BlockTables {
  readonly literals: HuffmanTable;
  readonly distances: HuffmanTable;
}

/** Unpacks the symbols of a block up to its end. */
export function unpackBlock({ bits, output }: Streams, tables: BlockTables): void {
  for (;;) {
    unpackLiterals({ bits, output }, tables.literals);
    const symbol = takeSymbol(bits, tables.literals);
    if (symbol === END_OF_BLOCK) return;
    if (symbol < END_OF_BLOCK) {
      output.literal(symbol);
      continue;
    }
    const length = extended(bits, symbol - FIRST_LENGTH, LENGTHS);
    const distance = extended(bits, takeSymbol(bits, tables.distances), DISTANCES);
    output.copy(distance, length);
  }
}

/** A run of literals, up to an edge of either buffer: the loop that takes most of the time. */
function unpackLiterals({ bits, output }: Streams, { quick }: HuffmanTable): void {
  const { chunk } = bits;
  const { bytes } = output;
  const mask = quick.length - 1;
  const last = chunk.length - 2;
  let { hold, count, at } = bits;
  let end = output.at;
  while (at <= last && end < bytes.length) {
    if (count < 16) {
      hold |= ((chunk[at] as number) | ((chunk[at + 1] as number) << 8)) << count;
      at += 2;
      count += 16;
    }
    const entry = quick[hold & mask] as number;
    if (entry === 0 || entry >= LITERALS_END) break;
    hold >>>= entry & 15;
    count -= entry & 15;
    bytes[end++] = entry >>> 4;
  }
  bits.hold = hold;
  bits.count = count;
  bits.at = at;
  output.at = end;
}

function extended(bits: BitReader, symbol: number, extension: Extension): number {
  const base = extension.base[symbol];
  if (base === undefined) throw malformed('a symbol that means nothing', bits);
  const more = extension.bits[symbol] as number;
  return more === 0 ? base : base + bits.take(more);
}

export function takeSymbol(bits: BitReader, table: HuffmanTable): number {
  const { quick, long, longMask } = table;
  if (bits.count < 15) bits.fill();
  let entry = quick[bits.hold & (quick.length - 1)] as number;
  if (entry >= LINK) {
    entry = long[entry - LINK + ((bits.hold >>> QUICK_BITS) & longMask)] as number;
  }
  if (entry === 0) throw malformed('a code that stands for nothing', bits);
  bits.drop(entry & 15);
  return entry >>> 4;
}

/** @param what continues "The packed data holds …" */
export function malformed(what: string, bits: BitReader): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The packed data holds ${what}`, {
    at: { byte: bits.position },
  });
}
