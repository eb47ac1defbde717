/** 32-bit ids that arrive in pieces; the place they are gathered in is used again. */
export class GrowingIds {
  #ids = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  append(ids: Uint32Array): void {
    const end = this.#length + ids.length;
    if (end > this.#ids.length) {
      const larger = new Uint32Array(Math.max(end, this.#ids.length * 2));
      larger.set(this.#ids.subarray(0, this.#length));
      this.#ids = larger;
    }
    this.#ids.set(ids, this.#length);
    this.#length = end;
  }

  /** What arrived since it was cleared, in an array of its own. */
  copy(): Uint32Array {
    return this.#ids.slice(0, this.#length);
  }
}
