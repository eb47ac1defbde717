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

/** Whose numbering the ids of a part of the records are in. */
export interface ThreadPart {
  readonly first: number;
  readonly length: number;
  readonly thread: number;
}

/** Puts the ids of all records into the numbering of the dataset, in place. */
export function renumber(
  ids: Uint32Array,
  remaps: readonly Uint32Array[],
  parts: readonly ThreadPart[],
): void {
  for (const { first, length, thread } of parts) {
    const remap = remaps[thread] as Uint32Array;
    for (let at = first; at < first + length; at += 1) {
      const id = ids[at] as number;
      if (id !== NO_ID) ids[at] = remap[id] as number;
    }
  }
}
