import type { ColumnProfile } from '../../operations/columns.ts';
import type { EmbeddedState } from '../embedded-state.ts';
import type { ItemColumn } from '../store.ts';
import { quantilesOf } from './quantiles-of.ts';

/** Values of one column that are named; the rest is summed. */
const MOST_VALUES = 1000;

/** How the values of every column but texts and times are distributed. */
export function profileColumns({ plan, store }: EmbeddedState): ColumnProfile[] {
  const { items, labels, records } = store;
  const numeric = new Set(plan.fields.filter((field) => field.numeric).map(({ name }) => name));
  const columns = items.columns
    .filter(({ kind }) => kind !== 'range')
    .map((column): ColumnProfile => {
      const counts = countsOf(column, items.recordsByItem);
      const held = counts.reduce((sum, count) => sum + count, 0);
      const at = { column: column.name, missing: records - held };
      if (column.kind === 'value' && numeric.has(column.name)) {
        const quantiles = quantilesOf(column.texts.map(Number), counts);
        if (quantiles !== null) return { ...at, kind: 'numbers', records: held, quantiles };
      }
      return { ...at, kind: 'categories', ...mostCommon(column.texts, counts) };
    });
  if (labels.texts.length === 0 || plan.labels.length === 0) return columns;
  const label = { column: 'label', kind: 'categories', missing: 0 } as const;
  return [...columns, { ...label, ...mostCommon(labels.texts, labels.counts) }];
}

function countsOf({ firstItem, texts }: ItemColumn, recordsByItem: Uint32Array): Uint32Array {
  return recordsByItem.subarray(firstItem, firstItem + texts.length);
}

interface CommonValues {
  readonly records: number;
  readonly values: readonly { readonly value: string; readonly records: number }[];
}

function mostCommon(texts: readonly string[], counts: Uint32Array): CommonValues {
  const values = texts
    .map((value, at) => ({ value, records: counts[at] as number }))
    .sort((a, b) => b.records - a.records || (a.value < b.value ? -1 : 1));
  const records = values.reduce((sum, one) => sum + one.records, 0);
  return { records, values: values.slice(0, MOST_VALUES) };
}
