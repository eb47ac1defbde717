import { probabilities, type RangeDecoder } from './range-decoder.ts';

const POSITION_STATES = 16;
const LOW_BITS = 3;
const HIGH_BITS = 8;

/** Lengths of matches: short, middling or long ones, each with odds of their own. */
export class LengthDecoder {
  readonly #choice = probabilities(2);
  readonly #low = probabilities(POSITION_STATES << LOW_BITS);
  readonly #middle = probabilities(POSITION_STATES << LOW_BITS);
  readonly #high = probabilities(1 << HIGH_BITS);

  /** The length, less the shortest there is. */
  decode(range: RangeDecoder, positionState: number): number {
    const start = positionState << LOW_BITS;
    if (range.bit(this.#choice, 0) === 0) return range.tree(this.#low, start, LOW_BITS);
    if (range.bit(this.#choice, 1) === 0) return 8 + range.tree(this.#middle, start, LOW_BITS);
    return 16 + range.tree(this.#high, 0, HIGH_BITS);
  }
}
