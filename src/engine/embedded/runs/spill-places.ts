import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { CredenceError } from '../../../core/error.ts';
import { PLACE_WIDTH, type PlaceVisitor } from './place-reader.ts';
import { blockOf, type Pass } from './run-plan.ts';

const PLACE_BYTES = 4 * PLACE_WIDTH;
const BUFFERED_PLACES = 4096;

/** Writes the places of each pass beside each other into one scratch file, in one walk. */
export class PlaceSpill {
  readonly #descriptor: number;
  readonly #passOfBlock: Uint16Array;
  readonly #buffers: Uint32Array[];
  readonly #buffered: Uint32Array;
  /** Where the next bytes of each pass go. */
  readonly #next: number[] = [];

  constructor(path: string, passes: readonly Pass[], blocks: number) {
    this.#descriptor = openSync(path, 'wx', 0o600);
    this.#passOfBlock = new Uint16Array(blocks);
    this.#buffers = passes.map(() => new Uint32Array(BUFFERED_PLACES * PLACE_WIDTH));
    this.#buffered = new Uint32Array(passes.length);
    let offset = 0;
    passes.forEach(({ from, to, places }, pass) => {
      this.#passOfBlock.fill(pass, from, to);
      this.#next.push(offset);
      offset += places * PLACE_BYTES;
    });
  }

  readonly add: PlaceVisitor = (place, block) => {
    const pass = this.#passOfBlock[block] as number;
    const buffered = this.#buffered[pass] as number;
    (this.#buffers[pass] as Uint32Array).set(place, buffered * PLACE_WIDTH);
    this.#buffered[pass] = buffered + 1;
    if (buffered + 1 === BUFFERED_PLACES) this.#flush(pass);
  };

  /** Writes what is left. The file is there to be read until whoever made it removes it. */
  finish(): void {
    for (let pass = 0; pass < this.#buffers.length; pass += 1) this.#flush(pass);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #flush(pass: number): void {
    const bytes = (this.#buffered[pass] as number) * PLACE_BYTES;
    const buffer = new Uint8Array((this.#buffers[pass] as Uint32Array).buffer);
    let written = 0;
    while (written < bytes) {
      const at = (this.#next[pass] as number) + written;
      written += writeSync(this.#descriptor, buffer, written, bytes - written, at);
    }
    this.#next[pass] = (this.#next[pass] as number) + bytes;
    this.#buffered[pass] = 0;
  }
}

/** Visits the places of one pass as they were written. */
export function readSpilledPlaces(
  path: string,
  { offset, places, blocks }: { offset: number; places: number; blocks: number },
  visit: PlaceVisitor,
): void {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = new Uint32Array(BUFFERED_PLACES * PLACE_WIDTH);
    for (let done = 0; done < places; done += BUFFERED_PLACES) {
      const count = Math.min(BUFFERED_PLACES, places - done);
      readWhole(descriptor, new Uint8Array(buffer.buffer, 0, count * PLACE_BYTES), {
        from: (offset + done) * PLACE_BYTES,
        path,
      });
      for (let place = 0; place < count; place += 1) {
        const row = buffer.subarray(place * PLACE_WIDTH, (place + 1) * PLACE_WIDTH);
        visit(row, blockOf(row[1] as number, row[2] as number, blocks));
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

function readWhole(
  descriptor: number,
  into: Uint8Array,
  { from, path }: { from: number; path: string },
): void {
  let read = 0;
  while (read < into.length) {
    const bytes = readSync(descriptor, into, read, into.length - read, from + read);
    if (bytes === 0) {
      throw new CredenceError('FILE_UNREADABLE', `Scratch file ${path} is shorter than written.`, {
        hint: 'Something else removes files from the temporary folder while a scan runs.',
      });
    }
    read += bytes;
  }
}
