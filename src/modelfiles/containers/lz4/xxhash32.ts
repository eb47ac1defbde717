const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;
const STRIPE_BYTES = 16;

/** xxHash of 32 bits with seed 0, over pieces (xxHash fast digest algorithm 0.1.1). */
export class XxHash32 {
  readonly #lanes = Int32Array.of(PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1);
  readonly #stripe = new Uint8Array(STRIPE_BYTES);
  #held = 0;
  #length = 0;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#held > 0) {
      at = Math.min(STRIPE_BYTES - this.#held, bytes.length);
      this.#stripe.set(bytes.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < STRIPE_BYTES) return;
      this.#consume(this.#stripe, 0);
    }
    for (; at + STRIPE_BYTES <= bytes.length; at += STRIPE_BYTES) this.#consume(bytes, at);
    this.#stripe.set(bytes.subarray(at));
    this.#held = bytes.length - at;
  }

  /** Unsigned. */
  get value(): number {
    const [a, b, c, d] = this.#lanes as unknown as [number, number, number, number];
    let hash =
      this.#length < STRIPE_BYTES
        ? PRIME_5
        : rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
    hash = (hash + this.#length) | 0;
    let at = 0;
    for (; at + 4 <= this.#held; at += 4) {
      const word = Math.imul(littleEndian(this.#stripe, at), PRIME_3);
      hash = Math.imul(rotate((hash + word) | 0, 17), PRIME_4);
    }
    for (; at < this.#held; at++) {
      const word = Math.imul(this.#stripe[at] as number, PRIME_5);
      hash = Math.imul(rotate((hash + word) | 0, 11), PRIME_1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #consume(bytes: Uint8Array, at: number): void {
    for (let lane = 0; lane < 4; lane++) {
      const word = Math.imul(littleEndian(bytes, at + lane * 4), PRIME_2);
      const mixed = rotate(((this.#lanes[lane] as number) + word) | 0, 13);
      this.#lanes[lane] = Math.imul(mixed, PRIME_1);
    }
  }
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
