import type { SparseRows } from '../tasks/training-sample.ts';

/** Sparse rows whose features count by how rare they are; every row has length 1. Plain data. */
export interface WeightedRows extends SparseRows {
  /** By feature: 1 + ln(rows / rows with it), as of inverse document frequency. */
  readonly values: Float32Array;
  /** By row: what its values are multiplied with. */
  readonly norms: Float32Array;
}

/** Weighs the features of rows by their rarity. */
export function weightedRows(rows: SparseRows, size: number): WeightedRows {
  const { starts, features, records } = rows;
  const values = new Float32Array(new SharedArrayBuffer(size * 4));
  for (const feature of features) values[feature] = (values[feature] as number) + 1;
  for (let feature = 0; feature < size; feature += 1)
    values[feature] = 1 + Math.log((1 + records.length) / (1 + (values[feature] as number)));
  const norms = new Float32Array(new SharedArrayBuffer(records.length * 4));
  for (let row = 0; row < records.length; row += 1) {
    let squares = 0;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1)
      squares += (values[features[at] as number] as number) ** 2;
    norms[row] = normOf(squares);
  }
  return { ...rows, values, norms };
}

/** What values with this sum of squares are multiplied with, so that they have length 1. */
export function normOf(squares: number): number {
  return squares === 0 ? 0 : 1 / Math.sqrt(squares);
}
