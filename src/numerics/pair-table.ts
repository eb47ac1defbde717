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
  /** Both ids of a pair side by side, so that one look at memory finds them. */
  #keys: Uint32Array;
  #size = 0;

  constructor(capacity: number = 1 << 12) {
    const slots = slotsFor(capacity);
    this.#mask = slots - 1;
    this.#slots = new Int32Array(slots).fill(EMPTY);
    this.#keys = new Uint32Array(2 * Math.max(16, capacity));
  }

  /** Empties the table and makes room for so many pairs, with the memory it has where that is enough. */
  clear(capacity: number): void {
    const slots = slotsFor(capacity);
    if (slots > this.#slots.length) this.#slots = new Int32Array(slots);
    if (2 * capacity > this.#keys.length) this.#keys = new Uint32Array(2 * capacity);
    this.#slots.fill(EMPTY, 0, slots);
    this.#mask = slots - 1;
    this.#size = 0;
  }

  get size(): number {
    return this.#size;
  }

  /** The id of a pair, or -1 where it was never added. */
  find(first: number, second: number): number {
    const slots = this.#slots;
    const keys = this.#keys;
    let slot = pairHash(first, second) & this.#mask;
    for (;;) {
      const id = slots[slot] as number;
      if (id === EMPTY || (keys[2 * id] === first && keys[2 * id + 1] === second)) return id;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** The id of a pair, which is added where it is new. */
  add(first: number, second: number): number {
    let slot = pairHash(first, second) & this.#mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id === EMPTY) break;
      if (this.#keys[2 * id] === first && this.#keys[2 * id + 1] === second) return id;
      slot = (slot + 1) & this.#mask;
    }
    const id = this.#size;
    if (2 * id === this.#keys.length) this.#growKeys();
    this.#keys[2 * id] = first;
    this.#keys[2 * id + 1] = second;
    this.#slots[slot] = id;
    this.#size += 1;
    if (this.#size > (this.#mask + 1) * GROWTH_LOAD) this.#rehash();
    return id;
  }

  firstOf(id: number): number {
    return this.#keys[2 * id] as number;
  }

  secondOf(id: number): number {
    return this.#keys[2 * id + 1] as number;
  }

  #growKeys(): void {
    const keys = new Uint32Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
  }

  #rehash(): void {
    const slots = new Int32Array((this.#mask + 1) * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id += 1) {
      let slot = pairHash(this.firstOf(id), this.secondOf(id)) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

function slotsFor(capacity: number): number {
  return 1 << Math.max(4, Math.ceil(Math.log2(Math.max(1, capacity) / GROWTH_LOAD)));
}

/** A 32-bit mix of two ids (finaliser of MurmurHash3). */
export function pairHash(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
