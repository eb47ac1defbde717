import { closeSync, openSync, readSync } from 'node:fs';
import { CredenceError } from '../../../core/error.ts';
import type { SpooledBytes } from './spool.ts';

/** Reads `[start, end)` of spooled bytes; from memory it is a view, from a file a copy. */
export function readSpooled(spooled: SpooledBytes, start: number, end: number): Uint8Array {
  if (spooled.place === 'memory') return spooled.bytes.subarray(start, end);
  const bytes = new Uint8Array(end - start);
  readSpooledInto(spooled, start, bytes);
  return bytes;
}

/** Fills `into` from a spooled file, starting `start` bytes into the chunk. */
export function readSpooledInto(
  spooled: Extract<SpooledBytes, { place: 'file' }>,
  start: number,
  into: Uint8Array,
): void {
  const file = openSync(spooled.path, 'r');
  try {
    for (let done = 0; done < into.byteLength; ) {
      const read = readSync(
        file,
        into,
        done,
        into.byteLength - done,
        spooled.byteOffset + start + done,
      );
      if (read === 0)
        throw new CredenceError('INTERNAL', `The scratch file ${spooled.path} ends early.`);
      done += read;
    }
  } finally {
    closeSync(file);
  }
}
