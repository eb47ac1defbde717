/** ECMA-182, reflected: the lower and the upper half. */
const POLYNOMIAL = [0xd7870f42, 0xc96c5795] as const;

const LOW = new Uint32Array(256);
const HIGH = new Uint32Array(256);
for (let index = 0; index < 256; index++) {
  let low = index;
  let high = 0;
  for (let bit = 0; bit < 8; bit++) {
    const odd = (low & 1) === 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (odd) {
      low ^= POLYNOMIAL[0];
      high ^= POLYNOMIAL[1];
    }
  }
  LOW[index] = low;
  HIGH[index] = high;
}

/** CRC-64 over pieces, as xz uses it (xz-file-format 1.2.1 §6). */
export class Crc64 {
  #low = -1;
  #high = -1;

  update(bytes: Uint8Array): void {
    let low = this.#low;
    let high = this.#high;
    for (let at = 0; at < bytes.length; at++) {
      const index = (low ^ (bytes[at] as number)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (LOW[index] as number);
      high = (high >>> 8) ^ (HIGH[index] as number);
    }
    this.#low = low;
    this.#high = high;
  }

  /** Eight bytes, lowest first, as the format writes it. */
  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(~this.#low >>> 0, 0);
    bytes.writeUInt32LE(~this.#high >>> 0, 4);
    return bytes;
  }
}
