import type { LabelColumn } from '../store.ts';
import { mergeValues } from './merge-values.ts';

export interface ThreadLabels {
  readonly first: number;
  readonly thread: number;
  readonly ids: Uint32Array;
  readonly ends: Uint32Array;
}

/** The labels of all records, end to end, in the numbering of the dataset. Batches in file order. */
export function assembleLabels(
  records: number,
  texts: readonly (readonly string[] | null)[],
  batches: readonly ThreadLabels[],
): LabelColumn {
  const merged = mergeValues(texts);
  if (merged === null) {
    const none = new Uint32Array(new SharedArrayBuffer(0));
    const ends = new Uint32Array(new SharedArrayBuffer(records * 4));
    return { ids: none, ends, texts: [], counts: none, tooMany: true };
  }
  const ids = new Uint32Array(
    new SharedArrayBuffer(batches.reduce((sum, batch) => sum + batch.ids.length, 0) * 4),
  );
  const ends = new Uint32Array(new SharedArrayBuffer(records * 4));
  const counts = new Uint32Array(new SharedArrayBuffer(merged.texts.length * 4));
  let used = 0;
  for (const { first, thread, ids: local, ends: localEnds } of batches) {
    const remap = merged.remaps[thread] as Uint32Array;
    const start = used;
    for (const id of local) {
      const label = remap[id] as number;
      ids[used++] = label;
      counts[label] = (counts[label] as number) + 1;
    }
    localEnds.forEach((end, at) => {
      ends[first + at] = start + end;
    });
  }
  return { ids, ends, texts: merged.texts, counts, tooMany: false };
}
