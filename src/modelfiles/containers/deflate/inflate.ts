import type { ByteSource } from '../../byte-source.ts';
import type { Sink } from '../../sources/scratch.ts';
import { BitReader } from '../stream/bit-reader.ts';
import { type OutputWindow, throughWindow } from '../stream/output-window.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import {
  type BlockTables,
  END_OF_BLOCK,
  malformed,
  type Streams,
  takeSymbol,
  unpackBlock,
} from './deflate-block.ts';
import { type HuffmanTable, huffmanTable } from './huffman-table.ts';

const WINDOW_BYTES = 32_768;

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
    else if (kind === 1)
      unpackBlock({ bits, output }, { literals: FIXED_LITERALS, distances: FIXED_DISTANCES });
    else if (kind === 2) {
      unpackBlock({ bits, output }, readTables(bits));
    } else throw malformed('a block of an unknown kind', bits);
  }
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

function readTables(bits: BitReader): BlockTables {
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const codes = bits.take(4) + 4;
  if (literals > 286 || distances > 30) throw malformed('more symbols than there are', bits);
  const codeLengths = new Uint8Array(19);
  for (const symbol of CODE_LENGTH_ORDER.slice(0, codes)) codeLengths[symbol] = bits.take(3);
  const lengths = readLengths(bits, huffmanTable(codeLengths, false), literals + distances);
  if (lengths[END_OF_BLOCK] === 0) throw malformed('a block without an end', bits);
  return {
    literals: huffmanTable(lengths.subarray(0, literals), true),
    distances: huffmanTable(lengths.subarray(literals), true),
  };
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

function fixedLength(symbol: number): number {
  if (symbol < 144) return 8;
  if (symbol < 256) return 9;
  return symbol < 280 ? 7 : 8;
}
