import type { SequentialReader } from '../stream/sequential-reader.ts';

/** Bits of a byte stream, highest bit of each byte first, as bzip2 packs them. */
export class MsbBitReader {
  readonly #reader: SequentialReader;
  #hold = 0;
  #count = 0;

  constructor(reader: SequentialReader) {
    this.#reader = reader;
  }

  /** The next bits as a number, up to 24 of them; zeros beyond the end. */
  peek(bits: number): number {
    while (this.#count < bits) {
      const byte = this.#reader.next();
      if (byte === -1) return (this.#hold << (bits - this.#count)) & ((1 << bits) - 1);
      this.#hold = (this.#hold << 8) | byte;
      this.#count += 8;
    }
    return (this.#hold >>> (this.#count - bits)) & ((1 << bits) - 1);
  }

  /** Passes over bits that were peeked at. @throws CredenceError `DATA_TRUNCATED` beyond the end */
  drop(bits: number): void {
    if (bits > this.#count) this.#reader.byte();
    this.#count -= bits;
  }

  /** The next bits as a number, up to 24 of them. @throws CredenceError `DATA_TRUNCATED` */
  take(bits: number): number {
    const value = this.peek(bits);
    this.drop(bits);
    return value;
  }

  /** Bits up to the next byte's edge, as a number. */
  takePadding(): number {
    return this.take(this.#count & 7);
  }
}
