import { CredenceError } from '../../../core/error.ts';
import type { SequentialReader } from '../stream/sequential-reader.ts';

const PROBABILITY_BITS = 11;
const MOVE_BITS = 5;
/** Even odds. */
const START_PROBABILITY = 1 << (PROBABILITY_BITS - 1);
/** A range in which none of these bits is left takes in the next byte. */
const TOP_BITS = 0xff000000;

/** Adaptive probabilities of so many decisions, at even odds to begin with. */
export function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(START_PROBABILITY);
}

/** The range decoder of LZMA (LZMA specification, 7-Zip 9.20). */
export class RangeDecoder {
  readonly #reader: SequentialReader;
  /** Unsigned numbers of 32 bits, held as signed ones: the engine keeps those without boxing them. */
  #range = -1;
  #code = 0;

  /** Reads the five bytes with which every range-coded stream begins. */
  constructor(reader: SequentialReader) {
    this.#reader = reader;
    if (reader.byte() !== 0) {
      throw new CredenceError('DATA_MALFORMED', 'The packed data does not begin as LZMA does');
    }
    for (let byte = 0; byte < 4; byte++) this.#code = (this.#code << 8) | reader.byte();
  }

  /** Whether the stream may end here: the encoder leaves nothing behind. */
  get isFinished(): boolean {
    return this.#code === 0;
  }

  /** One decision, by a probability that adapts. */
  bit(table: Uint16Array, index: number): 0 | 1 {
    const probability = table[index] as number;
    const bound = Math.imul(this.#range >>> PROBABILITY_BITS, probability);
    let result: 0 | 1;
    if (this.#code >>> 0 < bound >>> 0) {
      this.#range = bound;
      table[index] = probability + (((1 << PROBABILITY_BITS) - probability) >> MOVE_BITS);
      result = 0;
    } else {
      this.#range = (this.#range - bound) | 0;
      this.#code = (this.#code - bound) | 0;
      table[index] = probability - (probability >> MOVE_BITS);
      result = 1;
    }
    if ((this.#range & TOP_BITS) === 0) this.#takeByte();
    return result;
  }

  /** Decisions at even odds, as a number, highest bit first. */
  direct(count: number): number {
    let result = 0;
    for (let left = count; left > 0; left--) {
      this.#range >>>= 1;
      const high = this.#code >>> 0 >= this.#range >>> 0;
      if (high) this.#code = (this.#code - this.#range) | 0;
      if ((this.#range & TOP_BITS) === 0) this.#takeByte();
      result = result * 2 + (high ? 1 : 0);
    }
    return result;
  }

  /** A number of `bits` bits, highest first, by a tree of probabilities that begins at `start`. */
  tree(table: Uint16Array, start: number, bits: number): number {
    let node = 1;
    for (let left = bits; left > 0; left--) node = node * 2 + this.bit(table, start + node);
    return node - (1 << bits);
  }

  /** The same, lowest bit first. */
  reverseTree(table: Uint16Array, start: number, bits: number): number {
    let node = 1;
    let result = 0;
    for (let bit = 0; bit < bits; bit++) {
      const decision = this.bit(table, start + node);
      node = node * 2 + decision;
      result += decision << bit;
    }
    return result;
  }

  #takeByte(): void {
    this.#range <<= 8;
    this.#code = (this.#code << 8) | this.#reader.byte();
  }
}
