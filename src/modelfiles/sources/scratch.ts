import { closeSync } from 'node:fs';
import type { ByteSource } from '../byte-source.ts';
import { FileSource } from './file-source.ts';
import { MemorySource } from './memory-source.ts';
import { openNamelessFile, writeFully } from './nameless-file.ts';
import type { WholeSource } from './whole-pass.ts';

/** Unpacked bytes up to here stay in memory. */
const MEMORY_BYTES = 16 * 2 ** 20;

/** Takes what a decoder unpacks, piece by piece; the array may be used again afterwards. */
export type Sink = (bytes: Uint8Array) => void;

/**
 * Holds what was unpacked from a file: in memory, or where that would be too much, in files
 * without a name.
 */
export class Scratch {
  readonly #held: WholeSource[] = [];

  /**
   * What `unpack` writes into its sink, as a source.
   * @throws whatever `unpack` throws, which also bounds how much it writes
   */
  hold(unpack: (sink: Sink) => void): ByteSource {
    const spool = new Spool();
    try {
      unpack((bytes) => spool.write(bytes));
      const source = spool.finish();
      this.#held.push(source);
      return source;
    } catch (error) {
      spool.discard();
      throw error;
    }
  }

  /** How many sources are held: a mark for `since` and `release`. */
  get mark(): number {
    return this.#held.length;
  }

  /** What was unpacked since the mark. */
  since(mark: number): readonly WholeSource[] {
    return this.#held.slice(mark);
  }

  /** Lets go of everything that was unpacked since the mark. */
  release(mark = 0): void {
    for (const source of this.#held.splice(mark)) {
      if (source instanceof FileSource) source.close();
    }
  }
}

class Spool {
  #bytes = new Uint8Array(4_096);
  #length = 0;
  #descriptor: number | undefined;

  write(bytes: Uint8Array): void {
    if (this.#descriptor === undefined && this.#length + bytes.length > MEMORY_BYTES) {
      this.#descriptor = openNamelessFile();
      writeFully(this.#descriptor, this.#bytes.subarray(0, this.#length));
      this.#bytes = new Uint8Array(0);
    }
    if (this.#descriptor !== undefined) writeFully(this.#descriptor, bytes);
    else this.#keep(bytes);
    this.#length += bytes.length;
  }

  finish(): WholeSource {
    return this.#descriptor === undefined
      ? new MemorySource(this.#bytes.subarray(0, this.#length))
      : new FileSource(this.#descriptor, 'the scratch file');
  }

  discard(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }

  #keep(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(
        Math.min(MEMORY_BYTES, Math.max(needed, this.#bytes.length * 2)),
      );
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#length);
  }
}
