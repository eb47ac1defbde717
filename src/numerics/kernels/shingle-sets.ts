import { Kernel, type KernelMemory, type KernelNumber } from './kernel.ts';

interface ShingleSetsExports {
  readonly memory: KernelMemory;
  readonly keys: KernelNumber;
  readonly distinctFirst: KernelNumber;
  readonly distinctSecond: KernelNumber;
  readonly shared: KernelNumber;
  initialise(bytes: number): number;
  compare(start: number, middle: number, end: number): void;
}

const KERNEL = new Kernel<ShingleSetsExports>(new URL('./shingle-sets.wasm', import.meta.url));

const SMALLEST_ROOM = 1 << 14;
/** Longer texts are compared by this much of their beginning. */
const LONGEST_TEXT = 1 << 24;
const SHINGLE = 5;

/** Compares texts by their sets of shingles, exactly; the shingles are those of `MinHash`. */
export class ShingleSets {
  #kernel = KERNEL.instantiate();
  #room = -1;
  #text = 0;

  /**
   * The Jaccard similarity of two UTF-8 texts: shingles that both hold, over shingles that either
   * holds. Shingles are compared by their characters, never by a hash. Of texts over 16 MiB only the
   * first 16 MiB count.
   */
  similarity(first: Uint8Array, second: Uint8Array): number {
    const [one, other] = [first.subarray(0, LONGEST_TEXT), second.subarray(0, LONGEST_TEXT)];
    this.#makeRoom(one.length + other.length);
    const middle = this.#text + one.length;
    const memory = new Uint8Array(this.#kernel.memory.buffer);
    memory.set(one, this.#text);
    memory.set(other, middle);
    this.#kernel.compare(this.#text, middle, middle + other.length);
    const shared = this.#kernel.shared.value;
    return shared / (this.#kernel.distinctFirst.value + this.#kernel.distinctSecond.value - shared);
  }

  /** A larger place means a new kernel, so that the memory of the old one goes. */
  #makeRoom(bytes: number): void {
    if (bytes <= this.#room) return;
    this.#room = Math.max(SMALLEST_ROOM, bytes * 2);
    this.#kernel = KERNEL.instantiate();
    this.#text = this.#kernel.initialise(this.#room);
    // Hashes that nobody can foresee, so that no text is slow to compare; results do not depend on it.
    const keys = new Uint32Array(this.#kernel.memory.buffer, this.#kernel.keys.value, SHINGLE);
    crypto.getRandomValues(keys);
    for (let place = 0; place < SHINGLE; place += 1) keys[place] = (keys[place] as number) | 1;
  }
}
