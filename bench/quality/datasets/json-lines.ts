import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The objects of a file of JSON lines. */
export async function readJsonLines(
  folder: string,
  file: string,
): Promise<Readonly<Record<string, unknown>>[]> {
  const content = await readFile(join(folder, file), 'utf8');
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

/** A member that is a text, or lines of one. */
export function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
}
