import type { InfluenceSlice } from '../../operations/influence.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { outcomesOf, type Store } from '../store.ts';
import type { HashedRows } from './hashed-rows.ts';

/** Labels, and values of a column, that are looked at: the commonest. */
const MOST_VALUES = 20;

/** A slice, and which rows of a probe belong to it. */
export interface SliceRows {
  readonly slice: InfluenceSlice;
  has(row: number): boolean;
}

export interface SliceInput {
  readonly store: Store;
  readonly rows: HashedRows;
  /** The other columns that name where records come from. */
  readonly others: readonly OriginColumn[];
}

/** All records, those of each label, and those of each value of the other columns; the commonest of these. */
export function influenceSlices({ store, rows, others }: SliceInput): SliceRows[] {
  const { labels, amounts } = store;
  const { records } = rows;
  const hasLabel = (record: number, label: number): boolean =>
    labels.ids
      .subarray(record === 0 ? 0 : labels.ends[record - 1], labels.ends[record])
      .includes(label);
  const byLabel =
    amounts !== null || outcomesOf(labels) === 0
      ? []
      : commonest(labels.counts).map(
          (label): SliceRows => ({
            slice: { kind: 'label', label: labels.texts[label] as string },
            has: (row) => hasLabel(records[row] as number, label),
          }),
        );
  const byValue = others.flatMap(({ name, texts, ids, counts }) =>
    commonest(counts).map(
      (value): SliceRows => ({
        slice: { kind: 'origin', column: name, value: texts[value] as string },
        has: (row) => ids[records[row] as number] === value,
      }),
    ),
  );
  return [{ slice: { kind: 'all' }, has: () => true }, ...byLabel, ...byValue];
}

function commonest(counts: Uint32Array): number[] {
  return [...counts.keys()]
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, MOST_VALUES);
}
