import type { Run } from '../columns/sequence-column.ts';
import type { HashedPairs } from './hashed-pairs.ts';
import { LEAST_INFORMATIVE, LOOK_AROUND } from './measure-continuation.ts';

/** How firmly any stretch of one record holds together, from sums over its pairs of neighbours. */
export class CoherenceReader {
  readonly #pairs: HashedPairs;
  #length = 0;
  /** Up to each place: pairs that are attested, beyond chance; and pairs that chance leaves open. */
  #beyond = new Float64Array(1024);
  #possible = new Float64Array(1024);
  #texts = 0;
  #sum = 0;

  constructor(pairs: HashedPairs) {
    this.#pairs = pairs;
  }

  read({ ids, start, end }: Run): void {
    this.#length = end - start;
    if (this.#beyond.length <= this.#length) {
      this.#beyond = new Float64Array(2 * this.#length);
      this.#possible = new Float64Array(2 * this.#length);
    }
    for (let at = 1; at < this.#length; at += 1) {
      const [left, right] = [ids[start + at - 1] as number, ids[start + at] as number];
      const byChance = this.#pairs.byChance(left, right);
      const attested = this.#pairs.isAttested(left, right) ? 1 : 0;
      this.#beyond[at] = (this.#beyond[at - 1] as number) + attested - byChance;
      this.#possible[at] = (this.#possible[at - 1] as number) + 1 - byChance;
    }
    const whole = this.#between(0, Math.min(this.#length, LOOK_AROUND));
    if (whole === null) return;
    this.#texts += 1;
    this.#sum += whole;
  }

  /** Mean over the texts read so far. */
  get usual(): number {
    return this.#sum / Math.max(1, this.#texts);
  }

  before(at: number): number | null {
    return this.#between(Math.max(0, at - LOOK_AROUND), at);
  }

  after(at: number): number | null {
    return this.#between(at + 1, Math.min(this.#length, at + 1 + LOOK_AROUND));
  }

  #between(from: number, to: number): number | null {
    if (to - from < 2) return null;
    const possible = (this.#possible[to - 1] as number) - (this.#possible[from] as number);
    if (possible < LEAST_INFORMATIVE) return null;
    return ((this.#beyond[to - 1] as number) - (this.#beyond[from] as number)) / possible;
  }
}
