import { checkOffsets } from './check-offsets.ts';
import { type ChunkLimits, chunkEnd } from './chunks.ts';
import { Kernel, type KernelMemory, type KernelNumber } from './kernel.ts';

interface TextHashExports {
  readonly memory: KernelMemory;
  readonly keys: KernelNumber;
  initialise(bytes: number): number;
  reserve(bytes: number): number;
  hashes(base: number, offsets: number, documents: number, out: number): void;
  begin(): void;
  feed(start: number, end: number): void;
  finish(length: bigint, out: number): void;
}

const KERNEL = new Kernel<TextHashExports>(new URL('./text-hash.wasm', import.meta.url));

const CHUNK: ChunkLimits = { bytes: 1 << 17, documents: 1 << 13 };
const KEYS = 4;

/**
 * Hashes of 64 bits, to find texts that may be equal. Keyed at random for every instance, so that
 * nobody can write texts that collide; what is decided by them must not depend on their values.
 */
export class TextHash {
  readonly #kernel: TextHashExports;
  readonly #text: number;
  readonly #offsets: number;
  readonly #out: number;

  constructor() {
    this.#kernel = KERNEL.instantiate();
    this.#text = this.#kernel.initialise(CHUNK.bytes);
    this.#offsets = this.#kernel.reserve(4 * (CHUNK.documents + 1));
    this.#out = this.#kernel.reserve(8 * CHUNK.documents);
    const keys = new BigUint64Array(this.#kernel.memory.buffer, this.#kernel.keys.value, KEYS);
    crypto.getRandomValues(keys);
    for (let key = 0; key < KEYS; key += 1) keys[key] = (keys[key] as bigint) | 1n;
  }

  /**
   * Two numbers a text, one text after another; text `d` is `bytes[offsets[d] .. offsets[d + 1])`.
   *
   * @throws CredenceError `INTERNAL` when the offsets do not describe the bytes.
   */
  hashes(bytes: Uint8Array, offsets: Uint32Array): Uint32Array {
    checkOffsets(bytes, offsets);
    const documents = offsets.length - 1;
    const out = new Uint32Array(2 * documents);
    const { buffer } = this.#kernel.memory;
    for (let first = 0; first < documents; ) {
      const last = Math.max(first + 1, chunkEnd(offsets, first, CHUNK));
      const texts = bytes.subarray(offsets[first], offsets[last]);
      if (texts.length > CHUNK.bytes) this.#readLong(texts);
      else {
        const places = offsets.subarray(first, last + 1);
        new Uint8Array(buffer).set(texts, this.#text);
        new Uint32Array(buffer, this.#offsets, places.length).set(places);
        const base = this.#text - (offsets[first] as number);
        this.#kernel.hashes(base, this.#offsets, last - first, this.#out);
      }
      out.set(new Uint32Array(buffer, this.#out, 2 * (last - first)), 2 * first);
      first = last;
    }
    return out;
  }

  #readLong(text: Uint8Array): void {
    this.#kernel.begin();
    for (let at = 0; at < text.length; at += CHUNK.bytes) {
      const piece = text.subarray(at, at + CHUNK.bytes);
      new Uint8Array(this.#kernel.memory.buffer).set(piece, this.#text);
      this.#kernel.feed(this.#text, this.#text + piece.length);
    }
    this.#kernel.finish(BigInt(text.length), this.#out);
  }
}
