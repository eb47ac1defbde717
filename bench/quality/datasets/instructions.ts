import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from './table.ts';

const HEADER = ['instruction', 'input', 'output'] as const;

/** Rows of instruction data: a JSON array of objects in the form of Alpaca. */
export async function readInstructions(folder: string, file: string): Promise<string[][]> {
  const content: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
  if (!Array.isArray(content)) throw new SyntaxError(`${file} holds no array`);
  return content.map((row: Readonly<Record<string, unknown>>) =>
    HEADER.map((name) => String(row[name] ?? '')),
  );
}

/** Such rows as a table; what plays the label's part is in the output. */
export function instructionTable(rows: readonly (readonly string[])[]): Table {
  return { header: HEADER, rows, text: 0, label: HEADER.length - 1 };
}
