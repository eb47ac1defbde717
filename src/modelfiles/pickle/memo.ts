import type { Value } from './value.ts';

/** Indices up to this many times what is stored lie in an array, others in a map. */
const SPARSITY = 4;
const FIRST_ROOM = 64;

/** What PUT stored, by index. Nothing is stored under an index where `get` gives 0. */
export class Memo {
  /** How many indices are in use: the next one that MEMOIZE takes. */
  count = 0;
  #dense = new Float64Array(FIRST_ROOM);
  readonly #sparse = new Map<number, Value>();

  /** @returns whether the index was free */
  put(index: number, value: Value): boolean {
    if (index >= this.#dense.length && !this.#grow(index)) {
      const free = !this.#sparse.has(index);
      this.#sparse.set(index, value);
      if (free) this.count++;
      return free;
    }
    const free = this.#dense[index] === 0;
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
    const larger = new Float64Array(Math.max(this.#dense.length * 2, index + 1));
    larger.set(this.#dense);
    for (const [sparse, value] of this.#sparse) {
      if (sparse >= larger.length) continue;
      larger[sparse] = value;
      this.#sparse.delete(sparse);
    }
    this.#dense = larger;
    return true;
  }
}
