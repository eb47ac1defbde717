import { readSpooledInto } from './read-spooled.ts';
import type { SpooledBytes } from './spool.ts';

/** Consecutive records, each with a run of ids. */
export interface SequenceChunk {
  readonly first: number;
  /** End of each record's run; the run of record `r` starts where that of `r - 1` ends. */
  readonly ends: Uint32Array;
  /** 32-bit ids. */
  readonly ids: SpooledBytes;
  /** Which of `remaps` turns stored ids into ids of the whole dataset. */
  readonly remap: number;
}

/** The runs of ids of all records, in file order. Plain data, so that every thread can hold it. */
export interface SequenceColumn {
  readonly chunks: readonly SequenceChunk[];
  readonly remaps: readonly Uint32Array[];
}

/** A chunk whose ids are at hand; the array is used again for the next chunk. */
export interface LoadedChunk {
  readonly first: number;
  readonly ends: Uint32Array;
  readonly ids: Uint32Array;
}

/** Walks the chunks in order. Ids are translated on the way, and spilled chunks read back. */
export function* loadChunks(column: SequenceColumn): Generator<LoadedChunk> {
  let buffer = new Uint32Array(0);
  for (const { first, ends, ids: spooled, remap: remapIndex } of column.chunks) {
    const length = ends.at(-1) ?? 0;
    if (buffer.length < length) buffer = new Uint32Array(length);
    const ids = buffer.subarray(0, length);
    if (spooled.place === 'memory') ids.set(new Uint32Array(spooled.bytes.buffer, spooled.bytes.byteOffset, length));
    else readSpooledInto(spooled, 0, new Uint8Array(ids.buffer, 0, length * 4));
    translate(ids, column.remaps[remapIndex]);
    yield { first, ends, ids };
  }
}

function translate(ids: Uint32Array, remap: Uint32Array | undefined): void {
  if (remap === undefined) return;
  for (let at = 0; at < ids.length; at += 1) ids[at] = remap[ids[at] as number] as number;
}
