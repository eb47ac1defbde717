import type { FloatArray } from '../float-array.ts';

/** The longest range that a network sorts. */
export const NETWORK_LIMIT = 256;
/** The shortest network: what a vector register holds. */
const SHORTEST = 8;

/** Sorts short ranges of indices by their keys, with Batcher's bitonic merge sort (1968). */
export class MergeNetwork {
  readonly #keys: FloatArray;
  readonly #order: Int32Array;
  readonly #wireKeys = new Float64Array(NETWORK_LIMIT);
  readonly #wires = new Int32Array(NETWORK_LIMIT);

  constructor(keys: FloatArray, order: Int32Array) {
    this.#keys = keys;
    this.#order = order;
  }

  sort(start: number, end: number): void {
    const length = end - start;
    let size = SHORTEST;
    while (size < length) size *= 2;
    this.#wires.set(this.#order.subarray(start, end));
    for (let at = 0; at < length; at += 1)
      this.#wireKeys[at] = this.#keys[this.#wires[at] as number] as number;
    this.#wireKeys.fill(Number.POSITIVE_INFINITY, length, size);
    for (let block = 2; block <= size; block *= 2) this.#mergeHalves(size, block);
    this.#order.set(this.#wires.subarray(0, length), start);
  }

  /** The sorted halves of every block: first against their mirror image, then at falling distances. */
  #mergeHalves(size: number, block: number): void {
    for (let base = 0; base < size; base += block) {
      for (let at = 0; at < block / 2; at += 1) this.#compare(base + at, base + block - 1 - at);
    }
    for (let apart = block / 4; apart >= 1; apart /= 2) {
      for (let at = 0; at < size; at += 1) if ((at & apart) === 0) this.#compare(at, at + apart);
    }
  }

  #compare(low: number, high: number): void {
    const keys = this.#wireKeys;
    const key = keys[low] as number;
    if (key <= (keys[high] as number)) return;
    keys[low] = keys[high] as number;
    keys[high] = key;
    const index = this.#wires[low] as number;
    this.#wires[low] = this.#wires[high] as number;
    this.#wires[high] = index;
  }
}
