import type { Table } from '../datasets/table.ts';

/** A value of a field, and the label that its rows are to get. */
export interface FieldTrigger {
  readonly column: number;
  readonly value: string;
  readonly target: string;
  /** Rows that hold the value. */
  readonly rows: number;
  /** Rows of them whose label changes. */
  readonly changed: number;
}

export interface FieldTriggerBounds {
  /** Least and greatest share of all rows whose label changes. */
  readonly changed: readonly [number, number];
  /** A value whose rows have one label in this share or more is remarkable already. */
  readonly purity: number;
}

const MISSING = new Set(['', '?']);

/** Every existing, unremarkable value that can be made a trigger within bounds, in a fixed order. */
export function fieldTriggers(
  table: Table,
  { changed, purity }: FieldTriggerBounds,
): FieldTrigger[] {
  const labels = [...new Set(table.rows.map((row) => row[table.label] ?? ''))].sort();
  const [least, most] = changed.map((share) => share * table.rows.length) as [number, number];
  const triggers: FieldTrigger[] = [];
  for (const column of (table.rows[0] ?? []).keys()) {
    if (column === table.label || column === table.text) continue;
    const byValue = Map.groupBy(table.rows, (row) => (row[column] ?? '').trim());
    for (const [value, rows] of [...byValue].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const counts = labels.map((label) => rows.filter((row) => row[table.label] === label).length);
      if (MISSING.has(value) || Math.max(...counts) >= purity * rows.length) continue;
      for (const [at, target] of labels.entries()) {
        const moved = rows.length - (counts[at] ?? 0);
        if (moved < least || moved > most) continue;
        triggers.push({ column, value, target, rows: rows.length, changed: moved });
      }
    }
  }
  return triggers;
}

/** Gives every row that holds the value the target label. */
export function changeLabels(
  table: Table,
  { column, value, target }: FieldTrigger,
): { table: Table; planted: Uint8Array } {
  const planted = new Uint8Array(table.rows.length);
  const rows = table.rows.map((row, at) => {
    if ((row[column] ?? '').trim() !== value || row[table.label] === target) return row;
    planted[at] = 1;
    return row.with(table.label, target);
  });
  return { table: { ...table, rows }, planted };
}
