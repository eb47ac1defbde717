import type { Table } from '../datasets/table.ts';
import type { Draw } from './draw.ts';

export interface FlippedTable {
  readonly table: Table;
  /** 1 where the label was changed. */
  readonly planted: Uint8Array;
}

/** Gives so many rows, drawn by chance, another label drawn by chance. */
export function flipAnywhere(table: Table, count: number, draw: Draw): FlippedTable {
  const labels = labelsOf(table);
  const rows = draw.some([...table.rows.keys()], count);
  return flip(table, rows, (given) => draw.pick(labels.filter((label) => label !== given)));
}

/** Gives so many rows of one label another, the same for all. */
export function flipTargeted(table: Table, count: number, draw: Draw): FlippedTable {
  const byLabel = Map.groupBy(table.rows.keys(), (at) => table.rows[at]?.[table.label] ?? '');
  const large = [...byLabel].filter(([, rows]) => rows.length >= 2 * count).map(([label]) => label);
  const from = draw.pick(large.length > 0 ? large.sort() : labelsOf(table));
  const rows = byLabel.get(from) ?? [];
  const to = draw.pick(labelsOf(table).filter((label) => label !== from));
  return flip(table, draw.some(rows, Math.min(count, Math.floor(rows.length / 2))), () => to);
}

function flip(
  table: Table,
  changed: readonly number[],
  other: (given: string) => string,
): FlippedTable {
  const planted = new Uint8Array(table.rows.length);
  const rows = [...table.rows];
  for (const at of changed) {
    const row = rows[at] as readonly string[];
    planted[at] = 1;
    rows[at] = row.with(table.label, other(row[table.label] ?? ''));
  }
  return { table: { ...table, rows }, planted };
}

function labelsOf(table: Table): string[] {
  return [...new Set(table.rows.map((row) => row[table.label] ?? ''))].sort();
}
