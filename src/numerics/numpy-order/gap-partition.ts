import type { FloatArray } from '../float-array.ts';

/** Indices in a vector register, and those that are moved at a time. */
const LANES = 8;
const BLOCK = 4 * LANES;

/** What is lifted out at both ends, and what is being moved. */
const ENDS = new Int32Array(2 * BLOCK);
const MOVED = new Int32Array(BLOCK);

/**
 * Partitions indices by their keys in place, as vector instructions do (Bramas, "A novel hybrid quicksort
 * algorithm vectorized using AVX-512", 2017): a block is lifted out at either end, and the gap is filled
 * from both sides.
 */
export class GapPartition {
  readonly #keys: FloatArray;
  readonly #order: Int32Array;
  #gapStart = 0;
  #gapEnd = 0;

  constructor(keys: FloatArray, order: Int32Array) {
    this.#keys = keys;
    this.#order = order;
  }

  /**
   * Puts keys below the pivot before the others. They are moved even where none is below: what is known to
   * hold none is spared the comparisons by a pivot of `-Infinity`.
   *
   * @param start first place; at least two blocks before `end`.
   * @returns where the others begin.
   */
  partition(start: number, end: number, pivot: number): number {
    const order = this.#order;
    let [left, right] = this.#trimToBlocks(start, end, pivot);
    ENDS.set(order.subarray(left, left + BLOCK));
    ENDS.set(order.subarray(right - BLOCK, right), BLOCK);
    this.#gapStart = left;
    this.#gapEnd = right;
    left += BLOCK;
    right -= BLOCK;
    while (left < right) {
      // Read on the side that has less room to write.
      const fromRight = this.#gapEnd - right < left - this.#gapStart;
      if (fromRight) right -= BLOCK;
      const from = fromRight ? right : left;
      if (!fromRight) left += BLOCK;
      MOVED.set(order.subarray(from, from + BLOCK));
      this.#fill(MOVED, pivot);
    }
    this.#fill(ENDS, pivot);
    return this.#gapStart;
  }

  /** Sorts odd ones out one by one, until whole blocks remain. */
  #trimToBlocks(start: number, end: number, pivot: number): [left: number, right: number] {
    const order = this.#order;
    let left = start;
    let right = end;
    for (let odd = (end - start) % BLOCK; odd > 0; odd -= 1) {
      const index = order[left] as number;
      if ((this.#keys[index] as number) < pivot) left += 1;
      else {
        right -= 1;
        order[left] = order[right] as number;
        order[right] = index;
      }
    }
    return [left, right];
  }

  /** A register at a time, in their order: smaller ones to the left end of the gap, others to the right. */
  #fill(indices: Int32Array, pivot: number): void {
    if (pivot === Number.NEGATIVE_INFINITY) {
      this.#fillRight(indices);
      return;
    }
    const keys = this.#keys;
    const order = this.#order;
    let low = this.#gapStart;
    let high = this.#gapEnd;
    for (let at = 0; at < indices.length; at += LANES) {
      let others = 0;
      for (let lane = at; lane < at + LANES; lane += 1)
        if ((keys[indices[lane] as number] as number) >= pivot) others += 1;
      high -= others;
      let next = high;
      for (let lane = at; lane < at + LANES; lane += 1) {
        const index = indices[lane] as number;
        if ((keys[index] as number) < pivot) {
          order[low] = index;
          low += 1;
        } else {
          order[next] = index;
          next += 1;
        }
      }
    }
    this.#gapStart = low;
    this.#gapEnd = high;
  }

  #fillRight(indices: Int32Array): void {
    const order = this.#order;
    let high = this.#gapEnd;
    for (let at = 0; at < indices.length; at += LANES) {
      high -= LANES;
      for (let lane = 0; lane < LANES; lane += 1) order[high + lane] = indices[at + lane] as number;
    }
    this.#gapEnd = high;
  }
}
