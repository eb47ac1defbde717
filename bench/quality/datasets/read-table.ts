import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv, parseTsv } from './delimited.ts';
import type { Table } from './table.ts';

/** A set as it lies in the data folder. */
export interface TableSource {
  readonly name: string;
  readonly file: string;
  readonly format: 'csv' | 'tsv';
  readonly header: boolean;
  readonly text: number;
  readonly label: number;
}

/** @throws where the file is missing or a row has another number of columns than the first. */
export async function readTable(folder: string, source: TableSource): Promise<Table> {
  const content = await readFile(join(folder, source.file), 'utf8');
  const all = source.format === 'csv' ? parseCsv(content) : parseTsv(content);
  const [header = []] = all;
  const ragged = all.findIndex((row) => row.length !== header.length);
  if (ragged !== -1) throw new SyntaxError(`${source.file}: row ${ragged + 1} is ragged`);
  return {
    header: source.header ? header : null,
    rows: source.header ? all.slice(1) : all,
    text: source.text,
    label: source.label,
  };
}
