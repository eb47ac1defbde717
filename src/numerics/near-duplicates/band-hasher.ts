import { MinHash } from '../kernels/minhash.ts';

/**
 * Keys for locality-sensitive hashing (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets",
 * §3.4): 21 bands of six minima. Two texts of Jaccard similarity `s` meet in at least one band with
 * probability `1 - (1 - s^6)^21`: 0.998 at 0.8, 0.93 at 0.7, 0.28 at 0.5, 0.015 at 0.3. A key takes
 * 4 bytes, so a text takes 84.
 */
export class BandHasher {
  readonly #minHash = new MinHash();

  /** `BANDS` keys a text, one text after another; text `d` is `bytes[offsets[d] .. offsets[d + 1])`. */
  keys(bytes: Uint8Array, offsets: Uint32Array): Uint32Array {
    return this.#minHash.bandKeys(bytes, offsets);
  }
}
