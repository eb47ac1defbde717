import type { Table } from '../datasets/table.ts';
import type { Draw } from './draw.ts';

export interface Plan {
  /** Puts the trigger into one text. */
  readonly insert: (text: string, draw: Draw) => string;
  readonly target: string;
  readonly rows: number;
  /** Dirty: rows of other classes, relabelled. Clean: rows of the class itself, label unchanged. */
  readonly labels: 'dirty' | 'clean';
}

export interface PlantedTable {
  readonly table: Table;
  /** 1 for every row that was changed. */
  readonly planted: Uint8Array;
}

/**
 * Plants a trigger in randomly drawn rows of a text set (BadNets, Gu et al. 2017; AddSent, Dai et
 * al. 2019). Order and number of rows stay.
 */
export function plantTrigger(table: Table, plan: Plan, draw: Draw): PlantedTable {
  const planted = new Uint8Array(table.rows.length);
  const isClean = plan.labels === 'clean';
  const eligible = [...table.rows.keys()].filter(
    (row) => (table.rows[row]?.[table.label] === plan.target) === isClean,
  );
  const rows = [...table.rows];
  for (const at of draw.some(eligible, plan.rows)) {
    const row = rows[at] as readonly string[];
    const text = plan.insert(row[table.text] ?? '', draw);
    rows[at] = row.with(table.text, text).with(table.label, plan.target);
    planted[at] = 1;
  }
  return { table: { ...table, rows }, planted };
}

/** The classes of a table, in order of their names. */
export function classesOf({ rows, label }: Table): string[] {
  return [...new Set(rows.map((row) => row[label] ?? ''))].sort();
}
