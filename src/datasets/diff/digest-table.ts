import { randomInt } from 'node:crypto';
import { HASH_BYTES } from '../../core/merkle/tree-hash.ts';

const WORDS = HASH_BYTES / 4;
const NONE = -1;

/**
 * Rows of a version by their digests, equal ones in order. Open addressing; which bits of a digest choose
 * the slot is drawn for each table, so that nobody can make records that collide.
 */
export class DigestTable {
  #digests: Uint32Array;
  #rows: Uint32Array;
  /** The next row with the same digest. */
  #next: Int32Array;
  #size = 0;
  /** The first row of a digest that was not taken, and the last one; by slot. */
  #first: Int32Array;
  #last: Int32Array;
  readonly #word: number = randomInt(WORDS);
  readonly #other: number = randomInt(WORDS);
  readonly #factor: number = randomInt(2 ** 31) * 2 + 1;

  constructor(expected: number) {
    this.#digests = new Uint32Array(expected * WORDS);
    this.#rows = new Uint32Array(expected);
    this.#next = new Int32Array(expected);
    const slots = slotsFor(expected);
    this.#first = new Int32Array(slots).fill(NONE);
    this.#last = new Int32Array(slots).fill(NONE);
  }

  /** Rows are added in ascending order. */
  add(bytes: Buffer, at: number, row: number): void {
    if (this.#size === this.#rows.length) this.#grow();
    const index = this.#size++;
    for (let word = 0; word < WORDS; word++)
      this.#digests[index * WORDS + word] = bytes.readUInt32LE(at + word * 4);
    this.#rows[index] = row;
    this.#insert(index);
  }

  /** Takes the first row that is left with this digest; null where there is none. */
  take(bytes: Buffer, at: number): number | null {
    const slots = this.#first.length;
    const mixed = this.#mix(
      bytes.readUInt32LE(at + this.#word * 4),
      bytes.readUInt32LE(at + this.#other * 4),
    );
    for (let slot = mixed & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const last = this.#last[slot] as number;
      if (last === NONE) return null;
      if (!this.#equals(last, bytes, at)) continue;
      const first = this.#first[slot] as number;
      if (first === NONE) return null;
      this.#first[slot] = this.#next[first] as number;
      return this.#rows[first] as number;
    }
  }

  /** The rows that nobody took, in no order. */
  *left(): Generator<number> {
    for (const first of this.#first) {
      for (let index = first; index !== NONE; index = this.#next[index] as number)
        yield this.#rows[index] as number;
    }
  }

  #insert(index: number): void {
    this.#next[index] = NONE;
    const slots = this.#first.length;
    const start = index * WORDS;
    const mixed = this.#mix(
      this.#digests[start + this.#word] as number,
      this.#digests[start + this.#other] as number,
    );
    for (let slot = mixed & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const last = this.#last[slot] as number;
      if (last === NONE) {
        this.#first[slot] = index;
        this.#last[slot] = index;
        return;
      }
      if (!this.#same(last, index)) continue;
      this.#next[last] = index;
      this.#last[slot] = index;
      return;
    }
  }

  #mix(one: number, other: number): number {
    const mixed = Math.imul(one ^ Math.imul(other, this.#factor), 0x9e3779b1);
    return mixed ^ (mixed >>> 15);
  }

  #equals(index: number, bytes: Buffer, at: number): boolean {
    for (let word = 0; word < WORDS; word++)
      if (this.#digests[index * WORDS + word] !== bytes.readUInt32LE(at + word * 4)) return false;
    return true;
  }

  #same(one: number, other: number): boolean {
    for (let word = 0; word < WORDS; word++)
      if (this.#digests[one * WORDS + word] !== this.#digests[other * WORDS + word]) return false;
    return true;
  }

  /** Only where a range of digests is fuller than chance makes it. Nothing has been taken yet. */
  #grow(): void {
    const room = this.#rows.length * 2;
    this.#digests = grown(this.#digests, new Uint32Array(room * WORDS));
    this.#rows = grown(this.#rows, new Uint32Array(room));
    this.#next = new Int32Array(room);
    this.#first = new Int32Array(slotsFor(room)).fill(NONE);
    this.#last = new Int32Array(this.#first.length).fill(NONE);
    for (let index = 0; index < this.#size; index++) this.#insert(index);
  }
}

function slotsFor(rows: number): number {
  return 2 ** Math.ceil(Math.log2(rows * 1.5 + 16));
}

function grown(old: Uint32Array, room: Uint32Array): Uint32Array {
  room.set(old);
  return room;
}
