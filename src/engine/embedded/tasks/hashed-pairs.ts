import { pairHash } from '../../../numerics/pair-table.ts';
import { type Run, visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';

const NONE = -1;
const [LEAST_BITS, MOST_BITS] = [20, 24];
const HIGHEST_COUNT = 0xffff;
const ADJACENT = 0;
const APART = 1;

/** Neighbouring tokens of the whole data, side by side and two apart, in counters by hash: never lower than the truth. */
export class HashedPairs {
  /** For each slot both counts side by side, so that one look at memory finds them. */
  readonly #counts: Uint16Array;
  readonly #mask: number;
  readonly #frequency: Uint32Array;
  readonly #tokens: number;
  readonly #beginning: number;

  constructor({ tokens, vocabulary }: Store) {
    this.#frequency = vocabulary.frequency;
    this.#beginning = vocabulary.size;
    this.#tokens = vocabulary.frequency.reduce((sum, count) => sum + count, 0);
    const size =
      1 << Math.min(MOST_BITS, Math.max(LEAST_BITS, Math.ceil(Math.log2(this.#tokens * 2))));
    this.#mask = size - 1;
    this.#counts = new Uint16Array(2 * size);
    visitRuns(tokens, (run) => {
      let [last, lastButOne] = [this.#beginning, NONE];
      for (let at = run.start; at <= run.end; at += 1) {
        const symbol = this.#symbol(run, at);
        this.#count(ADJACENT, last, symbol);
        if (lastButOne !== NONE) this.#count(APART, lastButOne, symbol);
        [lastButOne, last] = [last, symbol];
      }
    });
  }

  /** Whether two tokens stand side by side more than once. */
  isAttested(left: number, right: number): boolean {
    return (this.#counts[this.#slot(left, right) + ADJACENT] as number) > 1;
  }

  /** Share of places at which chance brings two tokens together. */
  byChance(left: number, right: number): number {
    return (
      1 -
      Math.exp(
        -((this.#frequency[left] as number) * (this.#frequency[right] as number)) / this.#tokens,
      )
    );
  }

  /**
   * ln of how much likelier the neighbours of a place are side by side than two apart, with one
   * place more of each: what a shared counter adds then matters little.
   */
  healing(run: Run, at: number): number {
    const slot = this.#slot(this.#symbol(run, at - 1), this.#symbol(run, at + 1));
    const apart = Math.max(0, (this.#counts[slot + APART] as number) - 1);
    return Math.log(((this.#counts[slot + ADJACENT] as number) + 1) / (apart + 1));
  }

  /** The token at a place, or the end of the text that lies beyond it. */
  #symbol({ ids, start, end }: Run, at: number): number {
    if (at < start) return this.#beginning;
    return at >= end ? this.#beginning + 1 : (ids[at] as number);
  }

  #count(which: typeof ADJACENT | typeof APART, left: number, right: number): void {
    const place = this.#slot(left, right) + which;
    const count = this.#counts[place] as number;
    if (count < HIGHEST_COUNT) this.#counts[place] = count + 1;
  }

  #slot(left: number, right: number): number {
    return (pairHash(left, right) & this.#mask) * 2;
  }
}
