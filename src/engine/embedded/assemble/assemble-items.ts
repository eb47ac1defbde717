import type { OriginColumn } from '../columns/origin-column.ts';
import type { Ingested } from '../ingest/ingest-source.ts';
import type { IngestPlan } from '../ingest/plan.ts';
import { SHAPE_PROPERTIES } from '../ingest/text-shape.ts';
import { type ItemColumn, type ItemColumns, type LabelColumn, NO_ID } from '../store.ts';
import { determination } from './determination.ts';
import { mergeValues, renumber } from './merge-values.ts';
import { type NumberRanges, numberRanges } from './number-ranges.ts';

export interface ItemInput {
  readonly plan: IngestPlan;
  readonly ingested: Pick<Ingested, 'batches' | 'columns' | 'dictionaries'>;
  readonly labels: LabelColumn;
  readonly origins: readonly OriginColumn[];
}

/** Fields as written, numbers by range as well, the shapes of the text, and who the records are from. */
export function assembleItems({ plan, ingested, labels, origins }: ItemInput): ItemColumns {
  const { batches, columns: unmerged, dictionaries } = ingested;
  const columns: ItemColumn[] = [];
  const unlooked: string[] = [];
  const counts: Uint32Array[] = [];
  let count = 0;
  /** Takes over the ids, which become those of items. */
  const add = (column: Omit<ItemColumn, 'firstItem' | 'determination'>): void => {
    const { ids, texts } = column;
    counts.push(countsOf(ids, texts.length));
    columns.push({ ...column, firstItem: count, determination: determination(column, labels) });
    for (let record = 0; record < ids.length; record += 1)
      if (ids[record] !== NO_ID) ids[record] = (ids[record] as number) + count;
    count += texts.length;
  };
  [...plan.fields, ...SHAPE_PROPERTIES].forEach((planned, at) => {
    if (typeof planned === 'string' && !plan.hasText) return;
    const name = typeof planned === 'string' ? planned : planned.name;
    const merged = mergeValues(dictionaries.map(({ items }) => items[at] ?? null));
    if (merged === null) {
      unlooked.push(name);
      return;
    }
    const { texts, remaps } = merged;
    const ids = unmerged.items[at] as Uint32Array;
    renumber(ids, remaps, batches);
    const isNumeric = typeof planned !== 'string' && planned.numeric;
    const ranges = isNumeric ? numberRanges(texts, countsOf(ids, texts.length)) : null;
    const inRanges = ranges === null ? null : { ids: rangesOf(ids, ranges), texts: ranges.texts };
    add({ name, kind: typeof planned === 'string' ? 'shape' : 'value', ids, texts });
    if (inRanges !== null) add({ name, kind: 'range', ...inRanges });
  });
  for (const { name, role, ids, texts } of origins)
    if (role !== 'time') add({ name, kind: 'origin', ids: sharedCopy(ids), texts });
  const recordsByItem = new Uint32Array(new SharedArrayBuffer(4 * count));
  columns.forEach(({ firstItem }, at) => {
    recordsByItem.set(counts[at] as Uint32Array, firstItem);
  });
  return { columns, count, recordsByItem, unlooked };
}

function rangesOf(ids: Uint32Array, { rangeOf }: NumberRanges): Uint32Array {
  const ranges = new Uint32Array(new SharedArrayBuffer(ids.byteLength));
  ids.forEach((id, record) => {
    ranges[record] = id === NO_ID ? NO_ID : (rangeOf[id] as number);
  });
  return ranges;
}

function countsOf(ids: Uint32Array, values: number): Uint32Array {
  const counts = new Uint32Array(values);
  for (const id of ids) if (id !== NO_ID) counts[id] = (counts[id] as number) + 1;
  return counts;
}

function sharedCopy(words: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(words.byteLength));
  copy.set(words);
  return copy;
}
