import { TextHash } from '../kernels/text-hash.ts';

const EMPTY = -1;

/**
 * Finds, for every text of a sequence, the first text with the same bytes. Candidates come from
 * 64-bit hashes; bytes decide. Amortised O(bytes), whatever the texts; 24 bytes of memory a text.
 */
export class ExactCopies {
  readonly #textOf: (index: number) => Uint8Array;
  readonly #hash = new TextHash();
  #hashes = new Uint32Array(2048);
  #firsts = new Uint32Array(1024);
  #slots = new Int32Array(4096).fill(EMPTY);
  #count = 0;

  /** @param textOf Gives any text that was added before, to compare a later one with. */
  constructor(textOf: (index: number) => Uint8Array) {
    this.#textOf = textOf;
  }

  /** Adds the next texts: text `d` is `bytes[offsets[d] .. offsets[d + 1])`. */
  add(bytes: Uint8Array, offsets: Uint32Array): void {
    const added = offsets.length - 1;
    this.#reserve(this.#count + added);
    this.#hashes.set(this.#hash.hashes(bytes, offsets), 2 * this.#count);
    for (let index = 0; index < added; index += 1) {
      this.#place(bytes.subarray(offsets[index], offsets[index + 1]));
    }
  }

  /** By text: the index of the first one with the same bytes, its own where there is none before. */
  firsts(): Uint32Array {
    return this.#firsts.slice(0, this.#count);
  }

  #place(text: Uint8Array): void {
    const index = this.#count;
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[2 * index] as number) & mask;
    for (;;) {
      const other = this.#slots[slot] as number;
      if (other === EMPTY) {
        this.#slots[slot] = index;
        this.#firsts[index] = index;
        break;
      }
      if (this.#sameHash(index, other) && Buffer.compare(text, this.#textOf(other)) === 0) {
        this.#firsts[index] = other;
        break;
      }
      slot = (slot + 1) & mask;
    }
    this.#count += 1;
  }

  #sameHash(first: number, second: number): boolean {
    const hashes = this.#hashes;
    return (
      hashes[2 * first] === hashes[2 * second] && hashes[2 * first + 1] === hashes[2 * second + 1]
    );
  }

  #reserve(count: number): void {
    if (count > this.#firsts.length) {
      const length = Math.max(count, this.#firsts.length * 2);
      this.#firsts = lengthened(this.#firsts, length);
      this.#hashes = lengthened(this.#hashes, 2 * length);
    }
    if (2 * count <= this.#slots.length) return;
    const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count))).fill(EMPTY);
    for (let index = 0; index < this.#count; index += 1) {
      if (this.#firsts[index] !== index) continue;
      let slot = (this.#hashes[2 * index] as number) & (slots.length - 1);
      while (slots[slot] !== EMPTY) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = index;
    }
    this.#slots = slots;
  }
}

function lengthened(values: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(length);
  longer.set(values);
  return longer;
}
