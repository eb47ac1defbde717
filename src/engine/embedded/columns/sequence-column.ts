import { readSpooledInto } from './read-spooled.ts';
import type { SpooledBytes } from './spool.ts';

/** Consecutive records, each with a run of ids. */
export interface SequenceChunk {
  readonly first: number;
  /** End of each record's run; the run of record `r` starts where that of `r - 1` ends. */
  readonly ends: Uint32Array;
  /** 32-bit ids. */
  readonly ids: SpooledBytes;
  /** Which of `remaps` turns stored ids into ids of the whole dataset; `null` where they are. */
  readonly remap: number | null;
}

/** The runs of ids of all records, in file order. Plain data, so that every thread can hold it. */
export interface SequenceColumn {
  readonly chunks: readonly SequenceChunk[];
  readonly remaps: readonly Uint32Array[];
}

/** A chunk whose ids are at hand; of a spilled one, the array is used again for the next. */
export interface LoadedChunk {
  readonly first: number;
  readonly ends: Uint32Array;
  readonly ids: Uint32Array;
}

/** The symbols of one record: `ids[start .. end)`. Used again for the next; keep no reference. */
export interface Run {
  ids: Uint32Array;
  start: number;
  end: number;
  record: number;
}

/** Walks the runs of all records in file order. */
export function visitRuns(column: SequenceColumn, visit: (run: Run) => void): void {
  const run: Run = { ids: new Uint32Array(0), start: 0, end: 0, record: 0 };
  for (const { first, ends, ids } of loadChunks(column)) {
    run.ids = ids;
    run.end = 0;
    for (let index = 0; index < ends.length; index += 1) {
      run.start = run.end;
      run.end = ends[index] as number;
      run.record = first + index;
      visit(run);
    }
  }
}

/** Gives the runs of the records that are asked for, which must be in file order. */
export class RunSeeker {
  readonly #chunks: Generator<LoadedChunk, void>;
  #chunk: IteratorResult<LoadedChunk, void>;
  readonly #run: Run = { ids: new Uint32Array(0), start: 0, end: 0, record: -1 };

  constructor(column: SequenceColumn) {
    this.#chunks = loadChunks(column);
    this.#chunk = this.#chunks.next();
  }

  /** @throws RangeError where the record lies before the last, or behind all. */
  seek(record: number): Run {
    let chunk = this.#chunk;
    while (chunk.done !== true && record >= chunk.value.first + chunk.value.ends.length) {
      chunk = this.#chunks.next();
      this.#chunk = chunk;
    }
    if (chunk.done === true || record < chunk.value.first)
      throw new RangeError(`record ${record} is not ahead`);
    const { first, ends, ids } = chunk.value;
    const run = this.#run;
    run.ids = ids;
    run.start = record === first ? 0 : (ends[record - first - 1] as number);
    run.end = ends[record - first] as number;
    run.record = record;
    return run;
  }
}

/** Walks the chunks in order. Spilled ones are read back and translated on the way. */
export function* loadChunks(column: SequenceColumn): Generator<LoadedChunk, void> {
  let buffer = new Uint32Array(0);
  for (const { first, ends, ids: spooled, remap } of column.chunks) {
    const length = ends.at(-1) ?? 0;
    if (spooled.place === 'memory') {
      const ids = new Uint32Array(spooled.bytes.buffer, spooled.bytes.byteOffset, length);
      yield { first, ends, ids };
      continue;
    }
    if (buffer.length < length) buffer = new Uint32Array(length);
    const ids = buffer.subarray(0, length);
    readSpooledInto(spooled, 0, new Uint8Array(ids.buffer, 0, length * 4));
    if (remap !== null) translate(ids, column.remaps[remap]);
    yield { first, ends, ids };
  }
}

/** Translates the chunks that are in memory, once; spilled ones are translated when they are read. */
export function translateInMemory({ chunks, remaps }: SequenceColumn): SequenceColumn {
  const translated = chunks.map((chunk) => {
    if (chunk.ids.place === 'file' || chunk.remap === null) return chunk;
    translate(
      new Uint32Array(chunk.ids.bytes.buffer, chunk.ids.bytes.byteOffset, chunk.ends.at(-1) ?? 0),
      remaps[chunk.remap],
    );
    return { ...chunk, remap: null };
  });
  return { chunks: translated, remaps };
}

function translate(ids: Uint32Array, remap: Uint32Array | undefined): void {
  if (remap === undefined) return;
  for (let at = 0; at < ids.length; at += 1) ids[at] = remap[ids[at] as number] as number;
}
