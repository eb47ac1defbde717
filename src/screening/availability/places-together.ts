import type { ColumnDisagreement, StrataCounts } from '../../engine/operations/disagreement.ts';

/** Places of a column that are looked at as one: a source, or consecutive steps of time. */
export interface PlacesTogether {
  readonly column: ColumnDisagreement;
  readonly values: readonly string[];
  readonly counts: StrataCounts;
  readonly records: number;
}

/** Fewer records than this say nothing; more than this share of all are no exception. */
const LEAST_RECORDS = 40;
const MOST_SHARE = 0.5;

/** Every source, and every stretch of time, that holds enough records and no more than half of all. */
export function* placesTogether(column: ColumnDisagreement): Generator<PlacesTogether, void> {
  const all = sumOf(column.counts.map(({ records }) => sum(records)));
  const found = column.role === 'time' ? stretchesOf(column) : placesOf(column);
  for (const one of found)
    if (one.records >= LEAST_RECORDS && one.records <= MOST_SHARE * all) yield one;
}

function* placesOf(column: ColumnDisagreement): Generator<PlacesTogether, void> {
  for (const [at, value] of column.places.entries()) {
    const counts = column.counts[at] as StrataCounts;
    yield { column, values: [value], counts, records: sum(counts.records) };
  }
}

/** A stretch begins and ends with a record. */
function* stretchesOf(column: ColumnDisagreement): Generator<PlacesTogether, void> {
  const { places, counts } = column;
  const held = counts.map(({ records }) => sum(records));
  for (const [from, first] of counts.entries()) {
    if (held[from] === 0) continue;
    let [together, records] = [first, held[from] as number];
    yield { column, values: places.slice(from, from + 1), counts: together, records };
    for (let last = from + 1; last < counts.length; last += 1) {
      if (held[last] === 0) continue;
      together = added(together, counts[last] as StrataCounts);
      records += held[last] as number;
      yield { column, values: places.slice(from, last + 1), counts: together, records };
    }
  }
}

function added(one: StrataCounts, other: StrataCounts): StrataCounts {
  return {
    records: one.records.map((count, cell) => count + (other.records[cell] as number)),
    differ: one.differ.map((count, cell) => count + (other.differ[cell] as number)),
  };
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
