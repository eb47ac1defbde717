import { nthSmallest } from '../../../numerics/nth-smallest.ts';
import type { BoundaryColumn, BoundaryLabels } from '../../operations/reviewers.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import type { JudgedRecords } from '../labels/judged-records.ts';
import { NO_ID } from '../store.ts';

const MOST_LABELS = 30;
const MOST_PLACES = 200;
const LEAST_RECORDS = 20;
/** The part of all records that lies nearest to the boundary. */
const NEAREST = 0.1;

/** Given against likely labels of the records with the smallest margins, in all and by place. */
export function boundaryLabels(
  rows: JudgedRecords,
  origins: readonly OriginColumn[],
): BoundaryLabels {
  const { labels, margin, likely, given, positions } = rows;
  if (labels.length > MOST_LABELS || margin.length === 0)
    return { labels, all: new Uint32Array(0), columns: [] };
  const most = Math.max(0, Math.ceil(NEAREST * margin.length) - 1);
  const limit = nthSmallest(margin.slice(), most);
  const nearest = Uint32Array.from(margin.keys()).filter((row) => (margin[row] as number) <= limit);
  const cellOf = (row: number): number =>
    (likely[row] as number) * labels.length + (given[row] as number);
  const countsOf = (of: Iterable<number>): Uint32Array => {
    const counts = new Uint32Array(labels.length ** 2);
    for (const row of of) counts[cellOf(row)] = (counts[cellOf(row)] as number) + 1;
    return counts;
  };
  return {
    labels,
    all: countsOf(nearest),
    columns: origins.flatMap(({ name, role, ids, texts }): BoundaryColumn[] => {
      if (role === 'time') return [];
      const byPlace = Map.groupBy(nearest, (row) => ids[positions[row] as number] as number);
      byPlace.delete(NO_ID);
      const kept = [...byPlace]
        .filter(([, of]) => of.length >= LEAST_RECORDS)
        .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
        .slice(0, MOST_PLACES);
      return [
        {
          column: name,
          role,
          places: kept.map(([place]) => texts[place] as string),
          counts: kept.map(([, of]) => countsOf(of)),
        },
      ];
    }),
  };
}
