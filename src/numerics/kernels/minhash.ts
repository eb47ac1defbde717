import { checkOffsets } from './check-offsets.ts';
import { type ChunkLimits, chunkEnd } from './chunks.ts';
import { Kernel, type KernelMemory } from './kernel.ts';

interface MinHashExports {
  readonly memory: KernelMemory;
  initialise(bytes: number): number;
  reserve(bytes: number): number;
  signatures(base: number, offsets: number, documents: number, out: number): void;
  bandKeys(base: number, offsets: number, documents: number, out: number): void;
  beginDocument(): void;
  feed(start: number, end: number): void;
  endDocument(out: number, asKeys: boolean): void;
}

const KERNEL = new Kernel<MinHashExports>(new URL('./minhash.wasm', import.meta.url));

const CHUNK: ChunkLimits = { bytes: 1 << 17, documents: 1 << 10 };

/** Minima in a signature. */
export const PERMUTATIONS = 128;
/** Bands of a signature, each of six minima; the last two minima are in none. */
export const BANDS = 21;

/**
 * MinHash signatures (Broder 1997) of UTF-8 texts, over runs of five characters.
 *
 * A text is lower-cased (as the tokeniser does), runs of white space become one space, none stays at
 * the ends, and a text of fewer than five characters is filled up to five with a character that no
 * text has: so every text has a shingle, and all empty texts are alike. Shingles are hashed to 32
 * bits; a permutation is `hash * a + b` modulo 2^32 with `a` odd. The share of equal minima in two
 * signatures estimates the Jaccard similarity of the two sets of shingles, with a standard error of
 * `sqrt(s * (1 - s) / 128)`. Everything is fixed: one text, one signature, everywhere.
 */
export class MinHash {
  readonly #kernel: MinHashExports;
  readonly #text: number;
  readonly #offsets: number;
  readonly #out: number;

  constructor() {
    this.#kernel = KERNEL.instantiate();
    this.#text = this.#kernel.initialise(CHUNK.bytes);
    this.#offsets = this.#kernel.reserve(4 * (CHUNK.documents + 1));
    this.#out = this.#kernel.reserve(4 * PERMUTATIONS * CHUNK.documents);
  }

  /**
   * Signatures of texts that lie end to end: `PERMUTATIONS` numbers a text, one text after another.
   *
   * @throws CredenceError `INTERNAL` when the offsets do not describe the bytes.
   */
  signatures(bytes: Uint8Array, offsets: Uint32Array): Uint32Array {
    return this.#run(bytes, offsets, 'signatures');
  }

  /**
   * Keys of the signatures' bands: `BANDS` numbers a text, one text after another. Two texts with one
   * key in the same place agree in the six minima of that band, or (once in 2^32) seem to.
   *
   * @throws CredenceError `INTERNAL` when the offsets do not describe the bytes.
   */
  bandKeys(bytes: Uint8Array, offsets: Uint32Array): Uint32Array {
    return this.#run(bytes, offsets, 'bandKeys');
  }

  #run(bytes: Uint8Array, offsets: Uint32Array, what: 'signatures' | 'bandKeys'): Uint32Array {
    checkOffsets(bytes, offsets);
    const width = what === 'signatures' ? PERMUTATIONS : BANDS;
    const documents = offsets.length - 1;
    const out = new Uint32Array(width * documents);
    const { buffer } = this.#kernel.memory;
    for (let first = 0; first < documents; ) {
      const last = Math.max(first + 1, chunkEnd(offsets, first, CHUNK));
      const texts = bytes.subarray(offsets[first], offsets[last]);
      if (texts.length > CHUNK.bytes) this.#readLong(texts, what);
      else {
        const start = offsets[first] as number;
        new Uint8Array(buffer).set(texts, this.#text);
        const places = offsets.subarray(first, last + 1);
        new Uint32Array(buffer, this.#offsets, places.length).set(places);
        this.#kernel[what](this.#text - start, this.#offsets, last - first, this.#out);
      }
      out.set(new Uint32Array(buffer, this.#out, width * (last - first)), width * first);
      first = last;
    }
    return out;
  }

  #readLong(text: Uint8Array, what: 'signatures' | 'bandKeys'): void {
    this.#kernel.beginDocument();
    for (let at = 0; at < text.length; ) {
      const end = characterBoundary(text, at + CHUNK.bytes);
      new Uint8Array(this.#kernel.memory.buffer).set(text.subarray(at, end), this.#text);
      this.#kernel.feed(this.#text, this.#text + end - at);
      at = end;
    }
    this.#kernel.endDocument(this.#out, what === 'bandKeys');
  }
}

/** The last place up to `end` where a character of UTF-8 begins. */
function characterBoundary(text: Uint8Array, end: number): number {
  if (end >= text.length) return text.length;
  for (let at = end; at > end - 4; at -= 1) {
    if (((text[at] as number) & 0xc0) !== 0x80) return at;
  }
  return end;
}
