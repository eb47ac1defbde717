import type { MixRow } from '../findings/finding.ts';
import { countText } from './number-text.ts';

/** Share (0–1) of a category among the pattern's rows, and among all rows. */
export interface MixShare {
  readonly category: string;
  readonly found: number;
  readonly all: number;
}

/** The largest categories among the pattern's rows as shares; the rest is one row at the end. */
export function mixShares(rows: readonly MixRow[], most: number): readonly MixShare[] {
  const found = total(rows.map((row) => row.found));
  const all = total(rows.map((row) => row.all));
  const shares = rows
    .map((row) => ({ category: row.category, found: row.found / found, all: row.all / all }))
    .sort((a, b) => b.found - a.found || b.all - a.all);
  if (shares.length <= most) return shares;
  const others = shares.slice(most - 1);
  return [
    ...shares.slice(0, most - 1),
    {
      category: `${countText(others.length)} others`,
      found: others.reduce((sum, row) => sum + row.found, 0),
      all: others.reduce((sum, row) => sum + row.all, 0),
    },
  ];
}

/** A divisor: values that are shares already, of a part of the categories too, stay as they are. */
function total(values: readonly number[]): number {
  return Math.max(
    1,
    values.reduce((sum, value) => sum + value, 0),
  );
}
