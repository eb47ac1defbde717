import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { BitReader } from '../stream/bit-reader.ts';
import { type OutputWindow, throughWindow } from '../stream/output-window.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import { type HuffmanTable, huffmanTable } from './huffman-table.ts';

const WINDOW_BYTES = 32_768;
const END_OF_BLOCK = 256;

/** Length symbols 257–285 and distance symbols 0–29: base, and bits that follow (RFC 1951 §3.2.5). */
const LENGTH_BASE: readonly number[] = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const LENGTH_BITS: readonly number[] = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const DISTANCE_BASE: readonly number[] = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_BITS: readonly number[] = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** The order in which the lengths of the code-length codes are written (RFC 1951 §3.2.7). */
const CODE_LENGTH_ORDER: readonly number[] = [
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

const FIXED_LITERALS: HuffmanTable = huffmanTable(
  Uint8Array.from({ length: 288 }, (_, symbol) => fixedLength(symbol)),
  false,
);
const FIXED_DISTANCES: HuffmanTable = huffmanTable(new Uint8Array(32).fill(5), false);

/**
 * Unpacks one raw deflate stream (RFC 1951) into a sink. What zlib refuses is refused.
 *
 * @param start offset in the source of the stream's first byte
 * @returns offset of the first byte behind the stream
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, and whatever the sink throws
 */
export function inflateRaw(source: ByteSource, start: number, sink: Sink): number {
  const bits = new BitReader(new SequentialReader(source, start));
  throughWindow(WINDOW_BYTES, sink, (output) => unpackBlocks({ bits, output }));
  bits.alignToByte();
  return bits.position;
}

function unpackBlocks({ bits, output }: Streams): void {
  for (let last = false; !last; ) {
    last = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) copyStored(bits, output);
    else if (kind === 1) unpackBlock({ bits, output }, FIXED_LITERALS, FIXED_DISTANCES);
    else if (kind === 2) {
      const [literals, distances] = readTables(bits);
      unpackBlock({ bits, output }, literals, distances);
    } else throw malformed('a block of an unknown kind', bits);
  }
}

interface Streams {
  readonly bits: BitReader;
  readonly output: OutputWindow;
}

function copyStored(bits: BitReader, output: OutputWindow): void {
  bits.alignToByte();
  const length = bits.take(16);
  if ((bits.take(16) ^ length) !== 0xffff) throw malformed('a block with two lengths', bits);
  for (let left = length; left > 0; ) {
    const piece = bits.someBytes(left);
    if (piece.length === 0) bits.drop(8);
    output.append(piece);
    left -= piece.length;
  }
}

function readTables(bits: BitReader): [literals: HuffmanTable, distances: HuffmanTable] {
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const codes = bits.take(4) + 4;
  if (literals > 286 || distances > 30) throw malformed('more symbols than there are', bits);
  const codeLengths = new Uint8Array(19);
  for (const symbol of CODE_LENGTH_ORDER.slice(0, codes)) codeLengths[symbol] = bits.take(3);
  const lengths = readLengths(bits, huffmanTable(codeLengths, false), literals + distances);
  if (lengths[END_OF_BLOCK] === 0) throw malformed('a block without an end', bits);
  return [
    huffmanTable(lengths.subarray(0, literals), true),
    huffmanTable(lengths.subarray(literals), true),
  ];
}

/** Lengths of all codes, run-length coded (RFC 1951 §3.2.7); runs may go on from one table to the other. */
function readLengths(bits: BitReader, table: HuffmanTable, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  for (let at = 0; at < count; ) {
    const symbol = takeSymbol(bits, table);
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    if (symbol === 16 && at === 0) throw malformed('a length that repeats nothing', bits);
    const value = symbol === 16 ? (lengths[at - 1] as number) : 0;
    const run = runLength(bits, symbol);
    if (at + run > count) throw malformed('lengths of more codes than there are', bits);
    lengths.fill(value, at, at + run);
    at += run;
  }
  return lengths;
}

function runLength(bits: BitReader, symbol: number): number {
  if (symbol === 16) return 3 + bits.take(2);
  return symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
}

function unpackBlock(
  { bits, output }: Streams,
  literals: HuffmanTable,
  distances: HuffmanTable,
): void {
  for (;;) {
    const symbol = takeSymbol(bits, literals);
    if (symbol < END_OF_BLOCK) {
      output.literal(symbol);
      continue;
    }
    if (symbol === END_OF_BLOCK) return;
    const length = extended(bits, symbol - 257, { base: LENGTH_BASE, bits: LENGTH_BITS });
    const code = takeSymbol(bits, distances);
    output.copy(extended(bits, code, { base: DISTANCE_BASE, bits: DISTANCE_BITS }), length);
  }
}

interface Extension {
  readonly base: readonly number[];
  readonly bits: readonly number[];
}

function extended(bits: BitReader, symbol: number, extension: Extension): number {
  const base = extension.base[symbol];
  if (base === undefined) throw malformed('a symbol that means nothing', bits);
  const more = extension.bits[symbol] as number;
  return more === 0 ? base : base + bits.take(more);
}

function takeSymbol(bits: BitReader, table: HuffmanTable): number {
  if (bits.count < 15) bits.fill();
  const entry = table.entries[bits.hold & (table.entries.length - 1)] as number;
  if (entry === 0) throw malformed('a code that stands for nothing', bits);
  bits.drop(entry & 15);
  return entry >>> 4;
}

function fixedLength(symbol: number): number {
  if (symbol < 144) return 8;
  if (symbol < 256) return 9;
  return symbol < 280 ? 7 : 8;
}

function malformed(what: string, bits: BitReader): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The packed data holds ${what}`, {
    at: { byte: bits.position },
  });
}
