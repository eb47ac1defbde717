type Values = Uint8Array | Uint32Array | Float64Array;

/**
 * Values of records in file order, in shared memory that grows while they come in. What is set aside
 * for later costs nothing until it is written, so that nothing has to be joined in the end.
 */
export class GrowingColumn<Kind extends Values> {
  readonly #view: (buffer: SharedArrayBuffer) => Kind;
  #values: Kind;

  constructor(view: (buffer: SharedArrayBuffer) => Kind) {
    this.#view = view;
    this.#values = view(new SharedArrayBuffer(1 << 16));
  }

  /** Writes values from a place on; places that are skipped are 0 until they are written. */
  put(place: number, values: Kind): void {
    const needed = place + values.length;
    if (needed > this.#values.length) {
      const width = this.#values.BYTES_PER_ELEMENT;
      const larger = this.#view(
        new SharedArrayBuffer(width * Math.max(needed, 2 * this.#values.length)),
      );
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(values, place);
  }

  /** The first values. */
  take(length: number): Kind {
    return this.#values.subarray(0, length) as Kind;
  }
}
