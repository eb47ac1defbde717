import { moved } from './moved.ts';
import type { Value } from './value.ts';

/** Indices up to this many times what is stored lie in an array, others in a map. */
const SPARSITY = 4;
const FIRST_ROOM = 64;

/** What PUT stored, by index. Nothing is stored under an index where `get` gives 0. */
export class Memo {
  /** How many indices are in use: the next one that MEMOIZE takes. */
  count = 0;
  #dense = new Float64Array(FIRST_ROOM);
  /** Of the indices in the array that are in use. */
  #highest = 0;
  readonly #sparse = new Map<number, Value>();

  /** Forgets everything, and keeps its room. */
  clear(): void {
    this.#dense.fill(0, 0, this.#highest + 1);
    this.#sparse.clear();
    this.count = 0;
    this.#highest = 0;
  }

  /** Room that it takes, in bytes. */
  get bytes(): number {
    return this.#dense.byteLength;
  }

  /** @returns whether the index was free */
  put(index: number, value: Value): boolean {
    if (index >= this.#dense.length && !this.#grow(index)) {
      const free = !this.#sparse.has(index);
      this.#sparse.set(index, value);
      if (free) this.count++;
      return free;
    }
    const free = this.#dense[index] === 0;
    if (index > this.#highest) this.#highest = index;
    this.#dense[index] = value;
    if (free) this.count++;
    return free;
  }

  get(index: number): Value {
    if (index < this.#dense.length) return this.#dense[index] ?? 0;
    return this.#sparse.get(index) ?? 0;
  }

  #grow(index: number): boolean {
    if (index > FIRST_ROOM + SPARSITY * this.count) return false;
    const larger = moved(
      this.#dense,
      new Float64Array(Math.max(this.#dense.length * 2, index + 1)),
    );
    for (const [sparse, value] of this.#sparse) {
      if (sparse >= larger.length) continue;
      larger[sparse] = value;
      if (sparse > this.#highest) this.#highest = sparse;
      this.#sparse.delete(sparse);
    }
    this.#dense = larger;
    return true;
  }
}
