import {
  malformed,
  type PrefixCodes,
  prefixCodes,
  readCodeLengths,
  takeCode,
} from './bzip2-codes.ts';
import type { MsbBitReader } from './msb-bit-reader.ts';

/** Symbols between two choices of a table. */
const GROUP = 50;
const RUN_A = 0;
const RUN_B = 1;
const MOST_SELECTORS = 18_002;

/** A block before the Burrows–Wheeler transform is undone. */
export interface Bzip2Block {
  /** By row: the byte in its lower 8 bits, and above them the row that comes next. */
  readonly links: Uint32Array;
  /** The row before the first. */
  readonly start: number;
  readonly length: number;
}

/**
 * Reads one block, from its origin pointer on.
 *
 * @param most bytes that a block may hold at the stream's level
 */
export function readBlock(bits: MsbBitReader, most: number): Bzip2Block {
  const start = bits.take(24);
  const alphabet = readAlphabet(bits);
  const tables = readTables(bits, alphabet.length + 2);
  const { links, length, counts } = readSymbols(bits, { alphabet, tables, most });
  if (start >= length) throw malformed('points outside of its block');
  linkRows(links, length, counts);
  return { links, start, length };
}

/** The bytes that occur, as a bitmap of sixteen bitmaps. */
function readAlphabet(bits: MsbBitReader): Uint8Array {
  const ranges = bits.take(16);
  const found: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    const map = bits.take(16);
    for (let low = 0; low < 16; low++) {
      if (((map >> (15 - low)) & 1) === 1) found.push(range * 16 + low);
    }
  }
  if (found.length === 0) throw malformed('has a block without bytes');
  return Uint8Array.from(found);
}

interface Tables {
  readonly codes: readonly PrefixCodes[];
  /** Which table each group of symbols uses. */
  readonly selectors: Uint8Array;
}

function readTables(bits: MsbBitReader, symbols: number): Tables {
  const count = bits.take(3);
  if (count < 2 || count > 6) throw malformed('has no valid number of tables');
  const announced = bits.take(15);
  if (announced === 0) throw malformed('chooses no table');
  const order = Uint8Array.from({ length: count }, (_, index) => index);
  const selectors = new Uint8Array(announced);
  for (let group = 0; group < announced; group++) {
    let place = 0;
    while (bits.take(1) === 1) {
      if (++place >= count) throw malformed('chooses a table that is not there');
    }
    selectors[group] = moveToFront(order, place);
  }
  const codes = Array.from({ length: count }, () => prefixCodes(readCodeLengths(bits, symbols)));
  return { codes, selectors: selectors.subarray(0, MOST_SELECTORS) };
}

interface SymbolStream {
  readonly alphabet: Uint8Array;
  readonly tables: Tables;
  readonly most: number;
}

interface Rows {
  readonly links: Uint32Array;
  readonly length: number;
  /** How often each byte occurs. */
  readonly counts: Uint32Array;
}

/** Undoes the prefix codes, the second run-length coding and move-to-front. */
function readSymbols(bits: MsbBitReader, { alphabet, tables, most }: SymbolStream): Rows {
  const links = new Uint32Array(most);
  const counts = new Uint32Array(256);
  const order = alphabet.slice();
  const endOfBlock = alphabet.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  const put = (byte: number, times: number): void => {
    if (length + times > most) throw malformed('has a block that is too long');
    links.fill(byte, length, length + times);
    counts[byte] = (counts[byte] as number) + times;
    length += times;
  };
  for (let taken = 0; ; taken++) {
    const selector = tables.selectors[Math.floor(taken / GROUP)];
    const codes = selector === undefined ? undefined : tables.codes[selector];
    if (codes === undefined) throw malformed('has more symbols than tables for them');
    const symbol = takeCode(bits, codes);
    if (symbol === RUN_A || symbol === RUN_B) {
      run += weight * (symbol + 1);
      weight *= 2;
      if (run > most) throw malformed('has a block that is too long');
      continue;
    }
    if (run > 0) put(order[0] as number, run);
    run = 0;
    weight = 1;
    if (symbol === endOfBlock) return { links, length, counts };
    put(moveToFront(order, symbol - 1), 1);
  }
}

function moveToFront(order: Uint8Array, place: number): number {
  const value = order[place] as number;
  order.copyWithin(1, 0, place);
  order[0] = value;
  return value;
}

/** Writes into each row which row follows it: the inverse transform by counting. */
function linkRows(links: Uint32Array, length: number, counts: Uint32Array): void {
  const next = new Uint32Array(256);
  for (let byte = 1; byte < 256; byte++) {
    next[byte] = (next[byte - 1] as number) + (counts[byte - 1] as number);
  }
  for (let row = 0; row < length; row++) {
    const byte = (links[row] as number) & 0xff;
    const place = next[byte] as number;
    next[byte] = place + 1;
    links[place] = ((links[place] as number) | (row << 8)) >>> 0;
  }
}
