import type { FloatArray } from '../../../numerics/float-array.ts';

/** Rows of numbers that arrive a batch at a time. */
export class ValueRows {
  readonly #parts: FloatArray[] = [];
  #length = 0;

  add(part: FloatArray): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** All of them, end to end, in single precision if that is what they came in. */
  join(): FloatArray {
    const single = this.#parts.every((part) => part instanceof Float32Array);
    const all = single ? new Float32Array(this.#length) : new Float64Array(this.#length);
    let at = 0;
    for (let part = this.#parts.shift(); part !== undefined; part = this.#parts.shift()) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
