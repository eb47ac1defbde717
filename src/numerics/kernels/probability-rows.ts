import type { FloatArray } from '../float-array.ts';
import { Kernel, type KernelMemory } from './kernel.ts';

interface ProbabilityRowsExports {
  readonly memory: KernelMemory;
  reserve(bytes: number): number;
  guessSingle(rows: number, classes: number, count: number, cuts: number, out: number): void;
  guessDouble(rows: number, classes: number, count: number, cuts: number, out: number): void;
  rivalSingle(rows: number, classes: number, count: number, labels: number, out: number): void;
  rivalDouble(rows: number, classes: number, count: number, labels: number, out: number): void;
  entropySingle(rows: number, classes: number, count: number, out: number): void;
  entropyDouble(rows: number, classes: number, count: number, out: number): void;
}

const KERNEL = new Kernel<ProbabilityRowsExports>(
  new URL('./probability-rows.wasm', import.meta.url),
);

/** Rows are read in chunks of so many bytes, which stay in a near cache. */
const CHUNK_BYTES = 1 << 17;

/** No class reaches its cut. */
export const UNSURE = -1;

/** Reads rows of probabilities, a chunk at a time; results are overwritten by the next call. */
export class ProbabilityRows {
  /** Rows that can be read at a time. */
  readonly chunk: number;
  readonly #kernel: ProbabilityRowsExports;
  readonly #values: FloatArray;
  readonly #classes: number;
  /** Where rows, what they are held against, and results lie in the kernel's memory. */
  readonly #rows: number;
  readonly #against: number;
  readonly #out: number;

  /** @param values rows of `classes` probabilities, one after the other. */
  constructor(values: FloatArray, classes: number) {
    const width = values.BYTES_PER_ELEMENT * classes;
    this.#values = values;
    this.#classes = classes;
    this.chunk = Math.max(1, Math.floor(CHUNK_BYTES / width));
    this.#kernel = KERNEL.instantiate();
    this.#rows = this.#kernel.reserve(this.chunk * width);
    this.#against = this.#kernel.reserve(Math.max(width, 4 * this.chunk));
    this.#out = this.#kernel.reserve(8 * this.chunk);
  }

  /**
   * Two numbers a row: the first of the likeliest classes, and the guess. A row that is confident of
   * one class guesses it, of several the likeliest of all, of none `UNSURE`.
   *
   * @param cuts in the precision of the values: a row is confident of each class that reaches its cut.
   */
  guesses(first: number, count: number, cuts: FloatArray): Int32Array {
    const { memory, guessSingle, guessDouble } = this.#kernel;
    this.#floats(this.#against, cuts.length).set(cuts);
    this.#load(first, count);
    const guess = this.#isSingle() ? guessSingle : guessDouble;
    guess(this.#rows, this.#classes, count, this.#against, this.#out);
    return new Int32Array(memory.buffer, this.#out, 2 * count);
  }

  /** The largest probability of each row but that of its own label; `labels` has one a row. */
  rivals(first: number, labels: Int32Array): FloatArray {
    const { memory, rivalSingle, rivalDouble } = this.#kernel;
    const count = labels.length;
    new Int32Array(memory.buffer, this.#against, count).set(labels);
    this.#load(first, count);
    const rival = this.#isSingle() ? rivalSingle : rivalDouble;
    rival(this.#rows, this.#classes, count, this.#against, this.#out);
    return this.#floats(this.#out, count);
  }

  /** Σ −p·ln p of each row, in double precision. */
  entropies(first: number, count: number): Float64Array {
    const { memory, entropySingle, entropyDouble } = this.#kernel;
    this.#load(first, count);
    const entropy = this.#isSingle() ? entropySingle : entropyDouble;
    entropy(this.#rows, this.#classes, count, this.#out);
    return new Float64Array(memory.buffer, this.#out, count);
  }

  #load(first: number, count: number): void {
    const start = first * this.#classes;
    const length = count * this.#classes;
    this.#floats(this.#rows, length).set(this.#values.subarray(start, start + length));
  }

  #isSingle(): boolean {
    return this.#values instanceof Float32Array;
  }

  #floats(at: number, length: number): FloatArray {
    const { buffer } = this.#kernel.memory;
    return this.#isSingle()
      ? new Float32Array(buffer, at, length)
      : new Float64Array(buffer, at, length);
  }
}
