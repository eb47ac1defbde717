/** A set of row numbers, an eighth of a byte each. */
export class BitSet {
  readonly size: number;
  readonly #words: Uint32Array;
  #count = 0;

  constructor(size: number) {
    this.size = size;
    this.#words = new Uint32Array(Math.ceil(size / 32));
  }

  /** How many numbers are in it. */
  get count(): number {
    return this.#count;
  }

  add(index: number): void {
    if (this.has(index)) return;
    const word = index >>> 5;
    this.#words[word] = (this.#words[word] as number) | (1 << (index & 31));
    this.#count += 1;
  }

  has(index: number): boolean {
    return (((this.#words[index >>> 5] as number) >>> (index & 31)) & 1) === 1;
  }

  /** In ascending order. */
  *members(): Generator<number> {
    for (const [index, word] of this.#words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1)
        yield index * 32 + 31 - Math.clz32(rest & -rest);
    }
  }
}
