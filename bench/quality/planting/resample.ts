import type { Table } from '../datasets/table.ts';
import type { Draw } from './draw.ts';

/** A share of the rows without replacement, in their order. */
export function subsample(table: Table, share: number, draw: Draw): Table {
  const kept = draw.some([...table.rows.keys()], Math.round(share * table.rows.length));
  const rows = kept.sort((a, b) => a - b).map((at) => table.rows[at] as readonly string[]);
  return { ...table, rows };
}

/** The same rows with labels in a random order: nothing is left that could predict them. */
export function permuteLabels(table: Table, draw: Draw): Table {
  const labels = draw.shuffled(table.rows.map((row) => row[table.label] ?? ''));
  return {
    ...table,
    rows: table.rows.map((row, at) => row.with(table.label, labels[at] ?? '')),
  };
}
