import type { IngestDictionaries } from '../ingest/ingest-batch.ts';
import type { IngestPlan } from '../ingest/plan.ts';
import { SHAPE_PROPERTIES } from '../ingest/text-shape.ts';
import { type ItemColumn, type ItemColumns, type LabelColumn, NO_ID } from '../store.ts';
import type { OriginColumn } from './assemble-origins.ts';
import { determination } from './determination.ts';
import { mergeIds, mergeValues, type ThreadIds } from './merge-values.ts';
import { numberRanges } from './number-ranges.ts';

export interface ItemInput {
  readonly plan: IngestPlan;
  readonly records: number;
  readonly dictionaries: readonly IngestDictionaries[];
  readonly labels: LabelColumn;
  readonly origins: readonly OriginColumn[];
  /** The batches' ids of item column `at`. */
  readonly idsOf: (at: number) => Iterable<ThreadIds>;
}

/** Fields as written, numbers by range as well, the shapes of the text, and who the records are from. */
export function assembleItems({
  plan,
  records,
  dictionaries,
  labels,
  origins,
  idsOf,
}: ItemInput): ItemColumns {
  const columns: ItemColumn[] = [];
  const unlooked: string[] = [];
  const recordsByItem: number[] = [];
  const add = (column: Omit<ItemColumn, 'firstItem' | 'determination'>): void => {
    const firstItem = recordsByItem.length;
    for (let item = 0; item < column.texts.length; item += 1) recordsByItem.push(0);
    const ids = column.ids.map((id) => (id === NO_ID ? NO_ID : id + firstItem));
    for (const id of ids) if (id !== NO_ID) recordsByItem[id] = (recordsByItem[id] as number) + 1;
    columns.push({
      ...column,
      firstItem,
      ids: sharedCopy(ids),
      determination: determination(column, labels),
    });
  };
  [...plan.fields, ...SHAPE_PROPERTIES].forEach((planned, at) => {
    if (typeof planned === 'string' && plan.texts.length === 0) return;
    const merged = mergeValues(dictionaries.map(({ items }) => items[at] ?? null));
    if (merged === null) {
      unlooked.push(typeof planned === 'string' ? planned : planned.name);
      return;
    }
    const { texts, remaps } = merged;
    const ids = mergeIds(records, remaps, idsOf(at));
    if (typeof planned === 'string') {
      add({ name: planned, kind: 'shape', ids, texts });
      return;
    }
    add({ name: planned.name, kind: 'value', ids, texts });
    const ranges = planned.numeric ? numberRanges(texts, countsOf(ids, texts.length)) : null;
    if (ranges === null) return;
    add({
      name: planned.name,
      kind: 'range',
      ids: ids.map((id) => (id === NO_ID ? NO_ID : (ranges.rangeOf[id] as number))),
      texts: ranges.texts,
    });
  });
  for (const { name, role, ids, texts } of origins)
    if (role !== 'time') add({ name, kind: 'origin', ids, texts });
  return {
    columns,
    count: recordsByItem.length,
    recordsByItem: sharedCopy(Uint32Array.from(recordsByItem)),
    unlooked,
  };
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
