import type { BackwardBits } from './backward-bits.ts';
import { malformed } from './zstd-error.ts';

/** A decoding table of finite state entropy: by state (RFC 8878 §4.1). */
export interface FseTable {
  /** Bits of a state. */
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  /** Bits that the next state takes, and what is added to them. */
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

const LOWEST_ACCURACY = 5;

export interface FseLimits {
  readonly accuracy: number;
  /** The highest symbol. */
  readonly symbol: number;
}

/** Reads the description of a table from the start of some bytes. @returns it, and its length */
export function readFseTable(
  bytes: Uint8Array,
  most: FseLimits,
): { readonly table: FseTable; readonly length: number } {
  const bits = new ForwardBits(bytes);
  const accuracy = bits.take(4) + LOWEST_ACCURACY;
  if (accuracy > most.accuracy) throw malformed('has a table that is too exact');
  const counts: number[] = [];
  let left = 1 << accuracy;
  while (left > 0 && counts.length <= most.symbol) {
    const count = takeCount(bits, left + 1);
    counts.push(count);
    left -= Math.abs(count);
    if (count === 0) {
      for (let zeros = 3; zeros === 3; ) {
        zeros = bits.take(2);
        for (let more = zeros; more > 0; more--) counts.push(0);
      }
    }
  }
  if (left !== 0 || counts.length > most.symbol + 1)
    throw malformed('has a table that does not add up');
  return { table: fseTable(counts, accuracy), length: bits.bytesUsed };
}

/** A count of up to `most` - 1, where -1 stands for less than one, in as few bits as that takes. */
function takeCount(bits: ForwardBits, most: number): number {
  const width = 32 - Math.clz32(most);
  const low = (1 << (width - 1)) - 1;
  const spare = (1 << width) - 1 - most;
  const value = bits.peek(width);
  if ((value & low) < spare) {
    bits.take(width - 1);
    return (value & low) - 1;
  }
  bits.take(width);
  return (value > low ? value - spare : value) - 1;
}

/** Spreads symbols over the states by their counts. */
export function fseTable(counts: readonly number[], accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbols = new Uint8Array(size);
  let high = size;
  for (const [symbol, count] of counts.entries()) {
    if (count === -1) symbols[--high] = symbol;
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [symbol, count] of counts.entries()) {
    for (let times = count; times > 0; times--) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  }
  if (at !== 0) throw malformed('has a table that does not add up');
  const next = counts.map((count) => Math.abs(count));
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state] as number;
    const count = next[symbol] as number;
    next[symbol] = count + 1;
    const width = accuracy - (31 - Math.clz32(count));
    bits[state] = width;
    bases[state] = (count << width) - size;
  }
  return { accuracy, symbols, bits, bases };
}

/** A table of one symbol, whose state takes no bits. */
export function singleSymbolTable(symbol: number): FseTable {
  return {
    accuracy: 0,
    symbols: Uint8Array.of(symbol),
    bits: new Uint8Array(1),
    bases: new Uint16Array(1),
  };
}

/** A state that goes through a table. */
export class FseState {
  readonly #table: FseTable;
  readonly #source: BackwardBits;
  #state: number;

  constructor(table: FseTable, source: BackwardBits) {
    this.#table = table;
    this.#source = source;
    this.#state = source.take(table.accuracy);
  }

  get symbol(): number {
    return this.#table.symbols[this.#state] as number;
  }

  advance(): void {
    const { bits, bases } = this.#table;
    const state = this.#state;
    this.#state = (bases[state] as number) + this.#source.take(bits[state] as number);
  }
}

/** Bits of some bytes, lowest first; zeros behind the end, which may be peeked at but not taken. */
class ForwardBits {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get bytesUsed(): number {
    return (this.#at + 7) >> 3;
  }

  peek(bits: number): number {
    const byte = this.#at >> 3;
    const [a = 0, b = 0, c = 0] = this.#bytes.subarray(byte, byte + 3);
    return ((a | (b << 8) | (c << 16)) >>> (this.#at & 7)) & ((1 << bits) - 1);
  }

  take(bits: number): number {
    const value = this.peek(bits);
    this.#at += bits;
    if (this.#at > this.#bytes.length * 8) throw malformed('breaks off within a table');
    return value;
  }
}
