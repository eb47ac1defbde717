import { MOST_VALUES } from '../ingest/dictionary.ts';
import { NO_ID } from '../store.ts';

/** One dictionary out of those of all threads, sorted by text, with the way from each. */
export interface MergedValues {
  readonly texts: readonly string[];
  readonly remaps: readonly Uint32Array[];
}

/** `null` where any thread, or all together, have too many values for one column. */
export function mergeValues(parts: readonly (readonly string[] | null)[]): MergedValues | null {
  if (!parts.every((part) => part !== null)) return null;
  const texts = [...new Set(parts.flat())].sort();
  if (texts.length > MOST_VALUES) return null;
  const ids = new Map(texts.map((text, id) => [text, id]));
  return {
    texts,
    remaps: parts.map((part) => Uint32Array.from(part, (text) => ids.get(text) ?? NO_ID)),
  };
}

/** A batch's ids in the numbering of one thread. */
export interface ThreadIds {
  readonly first: number;
  readonly thread: number;
  readonly ids: Uint32Array;
}

/** The ids of all records of one column, in the numbering of the dataset. */
export function mergeIds(
  records: number,
  remaps: readonly Uint32Array[],
  batches: Iterable<ThreadIds>,
): Uint32Array {
  const merged = new Uint32Array(new SharedArrayBuffer(records * 4)).fill(NO_ID);
  for (const { first, thread, ids } of batches) {
    const remap = remaps[thread] as Uint32Array;
    ids.forEach((id, at) => {
      if (id !== NO_ID) merged[first + at] = remap[id] as number;
    });
  }
  return merged;
}
