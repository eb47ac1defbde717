import { malformed } from './zstd-error.ts';

/** Read at once: what four bytes hold at any shift. */
const MOST_AT_ONCE = 25;

/**
 * Bits that are read from the last byte to the first; the highest set bit of the last byte only says
 * where they begin (RFC 8878 §4.1). Before the first byte come zeros.
 */
export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** Bits that are left; below zero after reading beyond the start. */
  left: number;

  constructor(bytes: Uint8Array) {
    const last = bytes.at(-1) ?? 0;
    if (last === 0) throw malformed('has a stream of bits without a start');
    this.#bytes = bytes;
    this.left = bytes.length * 8 - 1 - Math.clz32(last) + 24;
  }

  take(bits: number): number {
    if (bits > MOST_AT_ONCE) {
      const high = this.take(bits - MOST_AT_ONCE);
      return high * 2 ** MOST_AT_ONCE + this.take(MOST_AT_ONCE);
    }
    this.left -= bits;
    if (this.left >= 0) return this.#at(this.left) & ((1 << bits) - 1);
    const there = bits + this.left;
    return there > 0 ? (this.#at(0) & ((1 << there) - 1)) << -this.left : 0;
  }

  #at(bit: number): number {
    const byte = bit >>> 3;
    const bytes = this.#bytes;
    const word =
      (bytes[byte] as number) |
      ((bytes[byte + 1] ?? 0) << 8) |
      ((bytes[byte + 2] ?? 0) << 16) |
      ((bytes[byte + 3] ?? 0) << 24);
    return word >>> (bit & 7);
  }
}
