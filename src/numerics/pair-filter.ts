import { type PairTable, pairHash } from './pair-table.ts';

const BITS_A_PAIR = 10;
const [LEAST_BITS, MOST_BITS] = [16, 23];

/**
 * Says which pairs a table cannot hold, from a bitmap that fits the processor's cache (Bloom 1970,
 * with one hash). Where most pairs that are looked up are not there, it spares the look.
 */
export class PairFilter {
  readonly #bits: Uint8Array;
  readonly #mask: number;

  constructor(table: PairTable) {
    const wanted = Math.ceil(Math.log2(Math.max(1, table.size * BITS_A_PAIR)));
    const bits = 2 ** Math.min(MOST_BITS, Math.max(LEAST_BITS, wanted));
    this.#bits = new Uint8Array(bits / 8);
    this.#mask = bits - 1;
    for (let id = 0; id < table.size; id += 1) {
      const bit = pairHash(table.firstOf(id), table.secondOf(id)) & this.#mask;
      this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] as number) | (1 << (bit & 7));
    }
  }

  /** False where the table surely does not hold the pair. */
  mayHold(first: number, second: number): boolean {
    const bit = pairHash(first, second) & this.#mask;
    return ((this.#bits[bit >>> 3] as number) & (1 << (bit & 7))) !== 0;
  }
}
