const MODULUS = 65_521;
/** Sums stay exact integers of 32 bits for so many bytes before they are reduced. */
const RUN_BYTES = 3_800;

/** Adler-32 over pieces (RFC 1950 §9), as zlib streams carry it. */
export class Adler32 {
  #low = 1;
  #high = 0;

  update(bytes: Uint8Array): void {
    let low = this.#low;
    let high = this.#high;
    for (let at = 0; at < bytes.length; ) {
      const end = Math.min(at + RUN_BYTES, bytes.length);
      for (; at < end; at++) {
        low += bytes[at] as number;
        high += low;
      }
      low %= MODULUS;
      high %= MODULUS;
    }
    this.#low = low;
    this.#high = high;
  }

  get value(): number {
    return this.#high * 65_536 + this.#low;
  }
}
