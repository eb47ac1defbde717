const EMPTY = -1;
const GROWTH_LOAD = 0.6;

/**
 * A map from ordered pairs of 32-bit ids to dense ids, in order of insertion.
 *
 * The pair itself is the key, so two different pairs can never be taken for one another: exact
 * n-gram counting rests on it (an n-gram is the pair of its prefix's id and its last token's id).
 * Open addressing with linear probing; amortised O(1).
 */
export class PairTable {
  #mask: number;
  #slots: Int32Array;
  #first: Uint32Array;
  #second: Uint32Array;
  #size = 0;

  constructor(capacity: number = 1 << 12) {
    const slots = 1 << Math.max(4, Math.ceil(Math.log2(Math.max(1, capacity) / GROWTH_LOAD)));
    this.#mask = slots - 1;
    this.#slots = new Int32Array(slots).fill(EMPTY);
    this.#first = new Uint32Array(Math.max(16, capacity));
    this.#second = new Uint32Array(Math.max(16, capacity));
  }

  get size(): number {
    return this.#size;
  }

  /** The id of a pair, or -1 where it was never added. */
  find(first: number, second: number): number {
    const slots = this.#slots;
    const firsts = this.#first;
    const seconds = this.#second;
    let slot = pairHash(first, second) & this.#mask;
    for (;;) {
      const id = slots[slot] as number;
      if (id === EMPTY || (firsts[id] === first && seconds[id] === second)) return id;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** The id of a pair, which is added where it is new. */
  add(first: number, second: number): number {
    let slot = pairHash(first, second) & this.#mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id === EMPTY) break;
      if (this.#first[id] === first && this.#second[id] === second) return id;
      slot = (slot + 1) & this.#mask;
    }
    const id = this.#size;
    if (id === this.#first.length) this.#growKeys();
    this.#first[id] = first;
    this.#second[id] = second;
    this.#slots[slot] = id;
    this.#size += 1;
    if (this.#size > this.#slots.length * GROWTH_LOAD) this.#rehash();
    return id;
  }

  firstOf(id: number): number {
    return this.#first[id] as number;
  }

  secondOf(id: number): number {
    return this.#second[id] as number;
  }

  #growKeys(): void {
    const first = new Uint32Array(this.#first.length * 2);
    const second = new Uint32Array(this.#second.length * 2);
    first.set(this.#first);
    second.set(this.#second);
    this.#first = first;
    this.#second = second;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id += 1) {
      let slot = pairHash(this.#first[id] as number, this.#second[id] as number) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

/** A 32-bit mix of two ids (finaliser of MurmurHash3). */
export function pairHash(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
