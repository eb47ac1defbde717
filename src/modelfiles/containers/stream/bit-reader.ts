import { CredenceError } from '../../../core/error.ts';
import type { SequentialReader } from './sequential-reader.ts';

const CHUNK_BYTES = 65_536;

/**
 * Bits of a byte stream, lowest bit of each byte first, as deflate packs them. Its fields are open to
 * loops that take many bits and keep them in variables of their own meanwhile.
 */
export class BitReader {
  /** Bits that come next, the very next lowest; 0 beyond `count`. */
  hold = 0;
  /** How many bits of `hold` are there. */
  count = 0;
  /** Bytes at hand, of which those from `at` on have not been taken into `hold`. */
  chunk: Uint8Array = new Uint8Array(0);
  at = 0;
  readonly #reader: SequentialReader;

  constructor(reader: SequentialReader) {
    this.#reader = reader;
  }

  /** Offset of the byte that the next bit lies in; of the byte after it, at a byte's edge. */
  get position(): number {
    const ahead = this.chunk.length - this.at + (this.count >>> 3);
    return this.#reader.position - ahead;
  }

  /** Makes at least 25 bits ready, or all that are left. */
  fill(): void {
    while (this.count <= 24) {
      if (this.at === this.chunk.length && !this.#refill()) return;
      this.hold |= (this.chunk[this.at++] as number) << this.count;
      this.count += 8;
    }
  }

  /**
   * Takes bits that `fill` made ready.
   * @throws CredenceError `DATA_TRUNCATED` where there are fewer
   */
  drop(bits: number): void {
    if (bits > this.count) {
      throw new CredenceError('DATA_TRUNCATED', 'The packed data breaks off', {
        at: { byte: this.position },
      });
    }
    this.hold >>>= bits;
    this.count -= bits;
  }

  /** The next bits as a number, up to 16 of them. */
  take(bits: number): number {
    if (this.count < bits) this.fill();
    const value = this.hold & ((1 << bits) - 1);
    this.drop(bits);
    return value;
  }

  /** Passes over what is left of the byte. */
  alignToByte(): void {
    this.drop(this.count & 7);
  }

  /** Whole bytes, from a byte's edge on: up to `limit` of them, at least one but at the end. */
  someBytes(limit: number): Uint8Array {
    if (this.count > 0) {
      const byte = Uint8Array.of(this.hold & 0xff);
      this.drop(8);
      return byte.subarray(0, limit);
    }
    if (this.at === this.chunk.length) this.#refill();
    const bytes = this.chunk.subarray(this.at, this.at + limit);
    this.at += bytes.length;
    return bytes;
  }

  #refill(): boolean {
    this.chunk = this.#reader.some(CHUNK_BYTES);
    this.at = 0;
    return this.chunk.length > 0;
  }
}
