import { CredenceError } from '../../core/error.ts';
import { checkOffsets } from './check-offsets.ts';
import { type ChunkLimits, chunkEnd } from './chunks.ts';
import { GrowingIds } from './growing-ids.ts';
import { Kernel, type KernelMemory, type KernelNumber } from './kernel.ts';

interface TokeniserExports {
  readonly memory: KernelMemory;
  readonly keys: KernelNumber;
  readonly cursor: KernelNumber;
  initialise(bytes: number): number;
  reserve(bytes: number): number;
  size(): number;
  recordText(id: number): number;
  recordLength(id: number): number;
  recordClass(id: number): number;
  tokenise(...places: number[]): number;
  tokenisePiece(length: number, stop: number, tokens: number): number;
}

const KERNEL = new Kernel<TokeniserExports>(new URL('./tokeniser.wasm', import.meta.url));

const CHUNK: ChunkLimits = { bytes: 1 << 17, documents: 1 << 14 };
/** A token is decided by this many bytes from its start. */
const LONGEST_TOKEN = 320;
const SPACE = 0x20;
const KEY_BYTES = 512;

/** Kinds of tokens; exactly one of the first four, and perhaps `nonAscii`. */
export const TOKEN_CLASS = {
  word: 1,
  /** ASCII digits alone. */
  number: 2,
  punctuation: 4,
  /** One character of a script that is written without spaces. */
  spaceless: 8,
  nonAscii: 16,
} as const;

/** Documents as runs of token ids: document `d` holds `tokens[ends[d - 1] .. ends[d])`. */
export interface TokenisedTexts {
  readonly tokens: Uint32Array;
  readonly ends: Uint32Array;
}

/** All tokens of a dictionary: token `id` is `bytes[offsets[id] .. offsets[id + 1])`. */
export interface Dictionary {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  /** `TOKEN_CLASS` bits, one byte a token. */
  readonly classes: Uint8Array;
}

/**
 * Cuts UTF-8 texts into tokens and gives every distinct token a dense id, in order of first
 * appearance. A token *is* its text: ids are found by comparing bytes, so that no collision of
 * hashes can merge two tokens or hide one. The hash is keyed at random, so that nobody can write
 * data that makes it slow; ids do not depend on it.
 *
 * What a token is:
 * - A word is a run of letters, digits, `_`, and characters that show nothing (controls, zero-width
 *   and bidi characters, variation selectors, tags, soft hyphens): a word with a hidden character in
 *   it is another word. Words of more than 256 bytes are cut there.
 * - White space (ASCII and Unicode's, from U+00A0 to U+3000) separates and is no token.
 * - A punctuation character or symbol is a token; a run of the same one is one token, whose text is
 *   at most three of them (`!!!!!` reads `!!!`). A picture with its modifiers (variation selector,
 *   skin tone, further pictures after joiners) is one token.
 * - Every character of a script without spaces (Han, kana, Thai, Lao, Khmer, Myanmar) is a token.
 * - Letters are lower-cased, by simple mapping, in ASCII, Latin-1, Latin Extended-A and Additional,
 *   Greek, Cyrillic, Armenian and full-width Latin; letters of other scripts stay as they are.
 * - A byte that is not UTF-8 counts as a letter of its own; texts are validated before.
 */
export class Tokeniser {
  readonly #kernel: TokeniserExports;
  readonly #text: number;
  readonly #offsets: number;
  readonly #ends: number;
  readonly #tokens: number;
  readonly #ids = new GrowingIds();

  constructor() {
    this.#kernel = KERNEL.instantiate();
    this.#text = this.#kernel.initialise(CHUNK.bytes);
    this.#offsets = this.#kernel.reserve(4 * (CHUNK.documents + 1));
    this.#ends = this.#kernel.reserve(4 * CHUNK.documents);
    this.#tokens = this.#kernel.reserve(4 * CHUNK.bytes);
    const keys = new Uint8Array(this.#kernel.memory.buffer, this.#kernel.keys.value, KEY_BYTES);
    crypto.getRandomValues(keys);
  }

  /** How many tokens the dictionary holds; ids are below it. */
  get size(): number {
    return this.#kernel.size();
  }

  /**
   * Tokenises a batch of texts that lie end to end: text `d` is `bytes[offsets[d] .. offsets[d + 1])`.
   * Texts and batches may be of any size.
   *
   * @throws CredenceError `LIMIT_EXCEEDED` when the dictionary outgrows the 4 GiB of a kernel,
   * `INTERNAL` when the offsets do not describe the bytes.
   */
  tokenise(bytes: Uint8Array, offsets: Uint32Array): TokenisedTexts {
    checkOffsets(bytes, offsets);
    const documents = offsets.length - 1;
    const ends = new Uint32Array(documents);
    const ids = this.#ids;
    ids.clear();
    for (let first = 0; first < documents; ) {
      const last = chunkEnd(offsets, first, CHUNK);
      if (last === first) {
        this.#tokeniseLong(bytes.subarray(offsets[first], offsets[first + 1]), ids);
        ends[first] = ids.length;
        first += 1;
      } else {
        this.#tokeniseChunk(bytes, offsets.subarray(first, last + 1), ids);
        const { buffer } = this.#kernel.memory;
        ends.set(new Uint32Array(buffer, this.#ends, last - first), first);
        first = last;
      }
    }
    return { tokens: ids.copy(), ends };
  }

  /** The text of a token, as bytes of its own. */
  tokenBytes(id: number): Uint8Array {
    return this.#view(id).slice();
  }

  tokenText(id: number): string {
    const { buffer, byteOffset, length } = this.#view(id);
    return Buffer.from(buffer, byteOffset, length).toString('utf8');
  }

  /** `TOKEN_CLASS` bits of a token. */
  tokenClass(id: number): number {
    return this.#kernel.recordClass(this.#checked(id));
  }

  /** The whole dictionary as plain arrays, to be shared with other threads. */
  exportDictionary(): Dictionary {
    const { size } = this;
    const offsets = new Uint32Array(size + 1);
    const classes = new Uint8Array(size);
    for (let id = 0; id < size; id += 1) {
      offsets[id + 1] = (offsets[id] as number) + this.#kernel.recordLength(id);
      classes[id] = this.#kernel.recordClass(id);
    }
    const bytes = new Uint8Array(offsets[size] as number);
    const memory = new Uint8Array(this.#kernel.memory.buffer);
    for (let id = 0, to = 0; id < size; id += 1) {
      const end = offsets[id + 1] as number;
      for (let from = this.#kernel.recordText(id) >>> 0; to < end; from += 1, to += 1) {
        bytes[to] = memory[from] as number;
      }
    }
    return { bytes, offsets, classes };
  }

  #checked(id: number): number {
    if (id < this.size) return id;
    throw new CredenceError('INTERNAL', `token ${id} is not in a dictionary of ${this.size}`);
  }

  #view(id: number): Uint8Array {
    const kernel = this.#kernel;
    const length = kernel.recordLength(this.#checked(id));
    return new Uint8Array(kernel.memory.buffer, kernel.recordText(id) >>> 0, length);
  }

  /** Several documents that fit the kernel's place for text. */
  #tokeniseChunk(bytes: Uint8Array, offsets: Uint32Array, ids: GrowingIds): void {
    const start = offsets[0] as number;
    const documents = offsets.length - 1;
    const { buffer } = this.#kernel.memory;
    new Uint8Array(buffer).set(bytes.subarray(start, offsets[documents]), this.#text);
    new Uint32Array(buffer, this.#offsets, offsets.length).set(offsets);
    const place = [this.#text - start, this.#offsets, documents, this.#tokens, this.#ends];
    const total = this.#run(() => this.#kernel.tokenise(...place, ids.length));
    this.#take((total >>> 0) - ids.length, ids);
  }

  /** A document that does not fit, a piece at a time; a token never straddles what is read. */
  #tokeniseLong(bytes: Uint8Array, ids: GrowingIds): void {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + CHUNK.bytes);
      const memory = new Uint8Array(this.#kernel.memory.buffer);
      memory[this.#text - 1] = at === 0 ? SPACE : (bytes[at - 1] as number);
      memory.set(piece, this.#text);
      const whole = at + piece.length === bytes.length;
      const stop = whole ? piece.length : piece.length - LONGEST_TOKEN;
      const next = this.#run(() => this.#kernel.tokenisePiece(piece.length, stop, this.#tokens));
      this.#take((next - this.#tokens) / 4, ids);
      at += this.#kernel.cursor.value;
    }
  }

  #take(count: number, ids: GrowingIds): void {
    ids.append(new Uint32Array(this.#kernel.memory.buffer, this.#tokens, count));
  }

  #run(call: () => number): number {
    try {
      return call();
    } catch (cause) {
      throw new CredenceError('LIMIT_EXCEEDED', `no memory for more than ${this.size} tokens`, {
        hint: 'scan fewer records at a time, or columns with fewer distinct words',
        cause,
      });
    }
  }
}
