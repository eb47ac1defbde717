import { writeFile } from 'node:fs/promises';
import { formatCsv } from './delimited.ts';
import type { Table } from './table.ts';

export type TableFormat = 'csv' | 'tsv' | 'jsonl';

const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/u;

/** Writes a table as people hand it over. JSONL carries whole numbers as numbers. */
export async function writeTable(path: string, table: Table, format: TableFormat): Promise<void> {
  await writeFile(path, formatTable(table, format));
}

function formatTable({ header, rows }: Table, format: TableFormat): string {
  const lines = header === null ? rows : [header, ...rows];
  switch (format) {
    case 'csv':
      return formatCsv(lines);
    case 'tsv':
      return lines.map((row) => `${row.join('\t')}\n`).join('');
    case 'jsonl':
      return rows.map((row) => `${JSON.stringify(recordOf(row, header))}\n`).join('');
  }
}

function recordOf(
  row: readonly string[],
  header: readonly string[] | null,
): Record<string, string | number> {
  const cells = row.map((cell, at): [string, string | number] => [
    header?.[at] ?? `column ${at + 1}`,
    WHOLE_NUMBER.test(cell) ? Number(cell) : cell,
  ]);
  return Object.fromEntries(cells);
}
