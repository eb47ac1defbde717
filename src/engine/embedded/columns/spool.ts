import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CredenceError } from '../../../core/error.ts';

/** Bytes in shared memory, or in a scratch file. Plain data, so that every thread can read them. */
export type SpooledBytes =
  | { readonly place: 'memory'; readonly bytes: Uint8Array }
  | {
      readonly place: 'file';
      readonly path: string;
      readonly byteOffset: number;
      readonly length: number;
    };

/**
 * Keeps chunks in memory while a budget lasts, and writes the rest to one scratch file. What is in
 * the file costs no memory of the process but the page cache.
 */
export class Spool {
  readonly #path: string;
  readonly #budget: { bytes: number };
  #file: number | undefined;
  #written = 0;

  /** `budget` is shared between spools: each takes from what is left. `scratch` may hold those of others. */
  constructor(scratch: string, name: string, budget: { bytes: number }) {
    this.#path = join(scratch, `${name}-${crypto.randomUUID()}`);
    this.#budget = budget;
  }

  keep(bytes: Uint8Array): SpooledBytes {
    if (bytes.byteLength <= this.#budget.bytes) {
      this.#budget.bytes -= bytes.byteLength;
      return { place: 'memory', bytes };
    }
    const byteOffset = this.#written;
    try {
      this.#file ??= openSync(this.#path, 'wx', 0o600);
      for (let done = 0; done < bytes.byteLength; ) done += writeSync(this.#file, bytes, done);
    } catch (cause) {
      throw new CredenceError(
        'OUTPUT_FAILED',
        `The scratch file ${this.#path} could not be written.`,
        {
          cause,
          hint: 'Free some space, or set TMPDIR to a folder with more.',
        },
      );
    }
    this.#written += bytes.byteLength;
    return { place: 'file', path: this.#path, byteOffset, length: bytes.byteLength };
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
