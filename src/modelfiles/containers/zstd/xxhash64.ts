const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;
const STRIPE_BYTES = 32;

/** A number of 64 bits as two signed halves: numbers of arbitrary size are too slow for every byte. */
type Halves = readonly [low: number, high: number];

const PRIME_1_HALVES = halves(PRIME_1);
const PRIME_2_HALVES = halves(PRIME_2);

/** xxHash of 64 bits with seed 0, over pieces (xxHash fast digest algorithm 0.1.1). */
export class XxHash64 {
  /** Four lanes, each with its lower half first. */
  readonly #lanes: Int32Array = Int32Array.from(
    [PRIME_1 + PRIME_2, PRIME_2, 0n, -PRIME_1].flatMap(halves),
  );
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

  /** The lower 32 bits, unsigned: what a zstd frame carries. */
  get low(): number {
    let hash = wrap(this.#merged() + BigInt(this.#length));
    const rest = Buffer.from(this.#stripe.subarray(0, this.#held));
    let at = 0;
    for (; at + 8 <= rest.length; at += 8) {
      hash = wrap(rotate(hash ^ round(0n, rest.readBigUInt64LE(at)), 27n) * PRIME_1 + PRIME_4);
    }
    if (at + 4 <= rest.length) {
      const word = wrap(BigInt(rest.readUInt32LE(at)) * PRIME_1);
      hash = wrap(rotate(hash ^ word, 23n) * PRIME_2 + PRIME_3);
      at += 4;
    }
    for (const byte of rest.subarray(at)) {
      hash = wrap(rotate(hash ^ wrap(BigInt(byte) * PRIME_5), 11n) * PRIME_1);
    }
    hash = wrap((hash ^ (hash >> 33n)) * PRIME_2);
    hash = wrap((hash ^ (hash >> 29n)) * PRIME_3);
    return Number((hash ^ (hash >> 32n)) & 0xffffffffn);
  }

  #merged(): bigint {
    if (this.#length < STRIPE_BYTES) return PRIME_5;
    const lanes = [0, 2, 4, 6].map(
      (at) =>
        (BigInt((this.#lanes[at + 1] as number) >>> 0) << 32n) |
        BigInt((this.#lanes[at] as number) >>> 0),
    );
    const turns = [1n, 7n, 12n, 18n];
    let hash = wrap(lanes.reduce((sum, lane, at) => sum + rotate(lane, turns[at] as bigint), 0n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4);
    return hash;
  }

  #consume(bytes: Uint8Array, start: number): void {
    const lanes = this.#lanes;
    for (let lane = 0; lane < 8; lane += 2) {
      const at = start + lane * 4;
      const word = multiply(littleEndian(bytes, at), littleEndian(bytes, at + 4), PRIME_2_HALVES);
      const low = (lanes[lane] as number) + word[0];
      const sumLow = low | 0;
      const carry = ((lanes[lane] as number) >>> 0) + (word[0] >>> 0) > 0xffffffff ? 1 : 0;
      const sumHigh = ((lanes[lane + 1] as number) + word[1] + carry) | 0;
      const turnedLow = (sumLow << 31) | (sumHigh >>> 1);
      const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
      const mixed = multiply(turnedLow, turnedHigh, PRIME_1_HALVES);
      lanes[lane] = mixed[0];
      lanes[lane + 1] = mixed[1];
    }
  }
}

/** The lower 64 bits of a product. */
function multiply(low: number, high: number, [otherLow, otherHigh]: Halves): Halves {
  const [a0, a1] = [low & 0xffff, low >>> 16];
  const [b0, b1] = [otherLow & 0xffff, otherLow >>> 16];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const carried = (middle & 0xffff) + a0 * b1;
  const top = a1 * b1 + (middle >>> 16) + (carried >>> 16);
  return [
    Math.imul(low, otherLow),
    (top + Math.imul(low, otherHigh) + Math.imul(high, otherLow)) | 0,
  ];
}

function halves(value: bigint): Halves {
  return [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))];
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function round(lane: bigint, word: bigint): bigint {
  return wrap(rotate(wrap(lane + word * PRIME_2), 31n) * PRIME_1);
}

function rotate(value: bigint, bits: bigint): bigint {
  return wrap((value << bits) | (value >> (64n - bits)));
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
