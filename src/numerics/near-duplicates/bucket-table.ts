import type { KeyGroup } from './key-groups.ts';

/** No place. */
export const NOWHERE = -1;

/** The buckets of one group of records: who has the same key. A place is an index into the group. */
export class BucketTable {
  #keys: Uint32Array = new Uint32Array(0);
  /** First representative of a bucket, by slot. */
  #slots = new Int32Array(0);
  /** Next representative of the same bucket, by place. */
  #next = new Int32Array(0);
  #mask = 0;

  /** Empties the table for another group; the arrays are used again. */
  begin({ keys }: KeyGroup): void {
    const slots = 2 ** Math.ceil(Math.log2(2 * keys.length));
    if (slots > this.#slots.length) {
      this.#slots = new Int32Array(slots);
      this.#next = new Int32Array(slots);
    }
    this.#slots.fill(NOWHERE, 0, slots);
    this.#next.fill(NOWHERE, 0, keys.length);
    this.#keys = keys;
    this.#mask = slots - 1;
  }

  /** The first representative of the bucket of `place`; `place` itself where the bucket was empty. */
  enter(place: number): number {
    const keys = this.#keys;
    const key = keys[place] as number;
    // The low bits are the same in the whole group.
    let slot = (key >>> 13) & this.#mask;
    for (;;) {
      const first = this.#slots[slot] as number;
      if (first === NOWHERE) {
        this.#slots[slot] = place;
        return place;
      }
      if (keys[first] === key) return first;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** The next representative of the same bucket, or `NOWHERE`. */
  after(place: number): number {
    return this.#next[place] as number;
  }

  /** Makes `place` a representative, behind the last of its bucket. */
  append(last: number, place: number): void {
    this.#next[last] = place;
  }
}
