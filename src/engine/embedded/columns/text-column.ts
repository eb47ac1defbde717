import { readSpooled } from './read-spooled.ts';
import type { SpooledBytes } from './spool.ts';

/** Consecutive records' texts, end to end. */
export interface TextChunk {
  readonly first: number;
  /** One more than records; text `i` of the chunk is `offsets[i] .. offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  readonly bytes: SpooledBytes;
}

/** The texts of all records in file order. Plain data, so that every thread can read them. */
export interface StoredTexts {
  readonly chunks: readonly TextChunk[];
}

/** The UTF-8 bytes of one record's text. */
export function textBytes(texts: StoredTexts, record: number): Uint8Array {
  const chunk = chunkOf(texts.chunks, record);
  const index = record - chunk.first;
  return readSpooled(
    chunk.bytes,
    chunk.offsets[index] as number,
    chunk.offsets[index + 1] as number,
  );
}

/** Binary search: chunks stand in the order of their first records. */
function chunkOf<Chunk extends { readonly first: number }>(
  chunks: readonly Chunk[],
  record: number,
): Chunk {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((chunks[middle] as Chunk).first <= record) low = middle;
    else high = middle - 1;
  }
  const chunk = chunks[low];
  if (chunk === undefined) throw new RangeError(`no chunk holds record ${record}`);
  return chunk;
}
