import { CredenceError } from '../../../core/error.ts';
import type { OutputWindow } from '../stream/output-window.ts';
import { LengthDecoder } from './length-decoder.ts';
import { probabilities, type RangeDecoder } from './range-decoder.ts';

/** Literal context bits, literal position bits, position bits. */
export interface LzmaProperties {
  readonly lc: number;
  readonly lp: number;
  readonly pb: number;
}

const STATES = 12;
const MOST_POSITION_STATES = 16;
const LITERAL_SIZE = 0x300;
const SHORTEST_MATCH = 2;
const DISTANCE_STATES = 4;
const SLOT_BITS = 6;
const FIRST_DIRECT_SLOT = 14;
const FIRST_SLOT_WITH_BITS = 4;
const ALIGN_BITS = 4;
/** A distance that stands for the end of the stream. */
const END_MARKER = 0xffffffff;

/** @throws CredenceError `DATA_MALFORMED` where the byte stands for no properties */
export function lzmaProperties(byte: number): LzmaProperties {
  if (byte >= 9 * 5 * 5) throw malformed('has no valid properties');
  return { lc: byte % 9, lp: Math.floor(byte / 9) % 5, pb: Math.floor(byte / 45) };
}

/**
 * LZMA (LZMA specification, 7-Zip 9.20): what repeats is said by length and distance, and each
 * decision is coded by the odds learnt so far. One decoder may go through several stretches (LZMA2).
 */
export class LzmaDecoder {
  readonly #lc: number;
  readonly #literalMask: number;
  readonly #positionMask: number;
  readonly #literals: Uint16Array;
  readonly #isMatch = probabilities(STATES * MOST_POSITION_STATES);
  readonly #isRep = probabilities(STATES);
  readonly #isRep0 = probabilities(STATES);
  readonly #isRep0Long = probabilities(STATES * MOST_POSITION_STATES);
  readonly #isRep1 = probabilities(STATES);
  readonly #isRep2 = probabilities(STATES);
  readonly #slots = probabilities(DISTANCE_STATES << SLOT_BITS);
  readonly #slotBits = probabilities(128);
  readonly #align = probabilities(1 << ALIGN_BITS);
  readonly #matchLength = new LengthDecoder();
  readonly #repLength = new LengthDecoder();
  #state = 0;
  /** The last four distances, less one, latest first. */
  #rep0 = 0;
  #rep1 = 0;
  #rep2 = 0;
  #rep3 = 0;

  constructor({ lc, lp, pb }: LzmaProperties) {
    this.#lc = lc;
    this.#literalMask = (1 << lp) - 1;
    this.#positionMask = (1 << pb) - 1;
    this.#literals = probabilities(LITERAL_SIZE << (lc + lp));
  }

  /**
   * Decodes until so many bytes have been written, or until the end marker.
   *
   * @param limit bytes to write; a match that goes on beyond is an error
   * @returns whether the end marker came
   * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`
   */
  decode(range: RangeDecoder, output: OutputWindow, limit: number): boolean {
    const end = output.position + limit;
    while (output.position < end) {
      const positionState = output.position & this.#positionMask;
      const at = this.#state * MOST_POSITION_STATES + positionState;
      if (range.bit(this.#isMatch, at) === 0) {
        this.#literal(range, output);
        continue;
      }
      const length = this.#match(range, positionState);
      if (length === 0) return true;
      if (output.position + length > end) throw malformed('goes on beyond its end');
      output.copy(this.#rep0 + 1, length);
    }
    return false;
  }

  /** Whether the end marker comes next, where the size is known and it need not be there. */
  takesEndMarker(range: RangeDecoder, output: OutputWindow): boolean {
    const positionState = output.position & this.#positionMask;
    const at = this.#state * MOST_POSITION_STATES + positionState;
    return range.bit(this.#isMatch, at) === 1 && this.#match(range, positionState) === 0;
  }

  #literal(range: RangeDecoder, output: OutputWindow): void {
    const before = output.back(1);
    const context =
      ((output.position & this.#literalMask) << this.#lc) + (before >> (8 - this.#lc));
    const start = LITERAL_SIZE * context;
    let symbol = 1;
    if (this.#state >= 7) {
      let match = output.back(this.#rep0 + 1);
      while (symbol < 0x100) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = range.bit(this.#literals, start + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(this.#literals, start + symbol);
    output.literal(symbol & 0xff);
    this.#state = stateAfterLiteral(this.#state);
  }

  /** Sets the distance, and returns the length; 0 for the end marker. */
  #match(range: RangeDecoder, positionState: number): number {
    if (range.bit(this.#isRep, this.#state) === 1) return this.#repeat(range, positionState);
    this.#rep3 = this.#rep2;
    this.#rep2 = this.#rep1;
    this.#rep1 = this.#rep0;
    const length = this.#matchLength.decode(range, positionState);
    this.#state = this.#state < 7 ? 7 : 10;
    this.#rep0 = this.#distance(range, length);
    return this.#rep0 === END_MARKER ? 0 : length + SHORTEST_MATCH;
  }

  #repeat(range: RangeDecoder, positionState: number): number {
    const state = this.#state;
    if (range.bit(this.#isRep0, state) === 0) {
      const at = state * MOST_POSITION_STATES + positionState;
      if (range.bit(this.#isRep0Long, at) === 0) {
        this.#state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      const distance = this.#takeOlder(range, state);
      this.#rep1 = this.#rep0;
      this.#rep0 = distance;
    }
    this.#state = state < 7 ? 8 : 11;
    return this.#repLength.decode(range, positionState) + SHORTEST_MATCH;
  }

  #takeOlder(range: RangeDecoder, state: number): number {
    if (range.bit(this.#isRep1, state) === 0) return this.#rep1;
    if (range.bit(this.#isRep2, state) === 0) {
      const distance = this.#rep2;
      this.#rep2 = this.#rep1;
      return distance;
    }
    const distance = this.#rep3;
    this.#rep3 = this.#rep2;
    this.#rep2 = this.#rep1;
    return distance;
  }

  #distance(range: RangeDecoder, length: number): number {
    const lengthState = Math.min(length, DISTANCE_STATES - 1);
    const slot = range.tree(this.#slots, lengthState << SLOT_BITS, SLOT_BITS);
    if (slot < FIRST_SLOT_WITH_BITS) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 + (slot & 1)) * 2 ** bits;
    if (slot < FIRST_DIRECT_SLOT) {
      return base + range.reverseTree(this.#slotBits, base - slot, bits);
    }
    const high = range.direct(bits - ALIGN_BITS) * (1 << ALIGN_BITS);
    return base + high + range.reverseTree(this.#align, 0, ALIGN_BITS);
  }
}

function stateAfterLiteral(state: number): number {
  if (state < 4) return 0;
  return state < 10 ? state - 3 : state - 6;
}

/** @param what continues "The LZMA data …" */
export function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The LZMA data ${what}`);
}
