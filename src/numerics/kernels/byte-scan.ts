import { checkOffsets } from './check-offsets.ts';
import { type ChunkLimits, chunkEnd } from './chunks.ts';
import { Kernel, type KernelMemory } from './kernel.ts';

interface ByteScanExports {
  readonly memory: KernelMemory;
  initialise(bytes: number): number;
  reserve(bytes: number): number;
  scan(base: number, offsets: number, documents: number, flags: number): void;
}

const KERNEL = new Kernel<ByteScanExports>(new URL('./byte-scan.wasm', import.meta.url));

const CHUNK: ChunkLimits = { bytes: 1 << 17, documents: 1 << 14 };
/** Consecutive pieces of a long document share this many bytes, so that no character is cut. */
const OVERLAP = 3;

/** The text has bytes above ASCII. */
export const NON_ASCII = 1;
/** The text has control characters of ASCII other than tab, line feed and carriage return. */
export const CONTROL = 2;
/**
 * The text has a character above ASCII that shows nothing, or only a space: C1 controls, zero-width
 * and bidi characters, fillers, tags, variation selectors, annotations, every space but U+0020.
 * Many have honest uses; this says only that decoding the text is worth the time.
 */
export const SUSPICIOUS = 4;

/** Looks for bytes that deserve a closer look, in UTF-8 texts that lie end to end. */
export class ByteScan {
  readonly #kernel: ByteScanExports;
  readonly #text: number;
  readonly #offsets: number;
  readonly #flags: number;

  constructor() {
    this.#kernel = KERNEL.instantiate();
    this.#text = this.#kernel.initialise(CHUNK.bytes);
    this.#offsets = this.#kernel.reserve(4 * (CHUNK.documents + 1));
    this.#flags = this.#kernel.reserve(CHUNK.documents);
  }

  /**
   * The flags `NON_ASCII`, `CONTROL` and `SUSPICIOUS` of each text; text `d` is
   * `bytes[offsets[d] .. offsets[d + 1])`. Exact for valid UTF-8; sequences that are not are skipped.
   *
   * @throws CredenceError `INTERNAL` when the offsets do not describe the bytes.
   */
  scan(bytes: Uint8Array, offsets: Uint32Array): Uint8Array {
    checkOffsets(bytes, offsets);
    const documents = offsets.length - 1;
    const flags = new Uint8Array(documents);
    for (let first = 0; first < documents; ) {
      const last = chunkEnd(offsets, first, CHUNK);
      if (last === first) {
        flags[first] = this.#scanLong(bytes.subarray(offsets[first], offsets[first + 1]));
        first += 1;
      } else {
        flags.set(this.#scanChunk(bytes, offsets.subarray(first, last + 1)), first);
        first = last;
      }
    }
    return flags;
  }

  #scanChunk(bytes: Uint8Array, offsets: Uint32Array): Uint8Array {
    const start = offsets[0] as number;
    const documents = offsets.length - 1;
    const { buffer } = this.#kernel.memory;
    new Uint8Array(buffer).set(bytes.subarray(start, offsets[documents]), this.#text);
    new Uint32Array(buffer, this.#offsets, offsets.length).set(offsets);
    this.#kernel.scan(this.#text - start, this.#offsets, documents, this.#flags);
    return new Uint8Array(buffer, this.#flags, documents);
  }

  #scanLong(bytes: Uint8Array): number {
    let flags = 0;
    for (let at = 0; at < bytes.length; at += CHUNK.bytes - OVERLAP) {
      const piece = bytes.subarray(at, at + CHUNK.bytes);
      flags |= this.#scanChunk(piece, Uint32Array.of(0, piece.length))[0] as number;
    }
    return flags;
  }
}
