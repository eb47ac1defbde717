import type { ByteSource, ExpectedChecksum } from '../byte-source.ts';
import { requireRange } from './source-range.ts';

/** A part of another source, read through it. */
export class SourceSlice implements ByteSource {
  readonly length: number;
  readonly #whole: ByteSource;
  readonly #start: number;

  /** @throws CredenceError `DATA_TRUNCATED` where the range leaves the whole. */
  constructor(whole: ByteSource, start: number, length: number) {
    requireRange(start, length, whole.length);
    this.#whole = whole;
    this.#start = start;
    this.length = length;
  }

  get resident(): Uint8Array | null {
    const whole = this.#whole.resident;
    return whole === null ? null : whole.subarray(this.#start, this.#start + this.length);
  }

  read(offset: number, length: number): Uint8Array {
    requireRange(offset, length, this.length);
    return this.#whole.read(this.#start + offset, length);
  }

  slice(offset: number, length: number): ByteSource {
    requireRange(offset, length, this.length);
    return new SourceSlice(this.#whole, this.#start + offset, length);
  }

  expect(checksum: ExpectedChecksum): void {
    requireRange(checksum.offset, checksum.length, this.length);
    this.#whole.expect({ ...checksum, offset: this.#start + checksum.offset });
  }
}
