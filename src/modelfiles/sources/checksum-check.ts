import { crc32 } from 'node:zlib';
import type { ExpectedChecksum } from '../byte-source.ts';

/** Verifies checksums over ranges, which may nest, while the bytes go by once, from the start on. */
export class ChecksumCheck {
  /** Whose bytes do not have the checksum that they should have. */
  readonly failed: ExpectedChecksum[] = [];
  readonly #waiting: readonly ExpectedChecksum[];
  #next = 0;
  #position = 0;
  #open: { readonly expected: ExpectedChecksum; sum: number }[] = [];

  constructor(expected: readonly ExpectedChecksum[]) {
    this.#waiting = expected.toSorted((a, b) => a.offset - b.offset);
  }

  /** The first byte that has not gone by and that some range needs; `Infinity` where none does. */
  get wanted(): number {
    if (this.#open.length > 0) return this.#position;
    return this.#waiting[this.#next]?.offset ?? Number.POSITIVE_INFINITY;
  }

  /**
   * @param position of the first of `bytes`: behind those of the last call, and no further on than
   *   `wanted`
   */
  update(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length;
    for (
      let expected = this.#waiting[this.#next];
      expected !== undefined && expected.offset < end;
      expected = this.#waiting[++this.#next]
    ) {
      this.#open.push({ expected, sum: 0 });
    }
    for (const range of this.#open) {
      const from = Math.max(range.expected.offset, position);
      const to = Math.min(range.expected.offset + range.expected.length, end);
      range.sum = crc32(bytes.subarray(from - position, Math.max(from, to) - position), range.sum);
    }
    this.#open = this.#open.filter((range) => !this.#closed(range, end));
    this.#position = end;
  }

  /** What remains once all bytes have gone by: empty ranges at the very end. */
  finish(): readonly ExpectedChecksum[] {
    this.failed.push(...this.#waiting.slice(this.#next).filter((expected) => expected.crc32 !== 0));
    return this.failed;
  }

  #closed({ expected, sum }: { expected: ExpectedChecksum; sum: number }, end: number): boolean {
    if (expected.offset + expected.length > end) return false;
    if (sum !== expected.crc32) this.failed.push(expected);
    return true;
  }
}
