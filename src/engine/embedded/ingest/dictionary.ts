import type { TextColumn } from '../../../records/column.ts';
import { NO_ID } from '../store.ts';

/** A column with more different values names its records, and does not describe them. */
export const MOST_VALUES = 500_000;

/**
 * Gives each distinct value of one column an id, in order of first appearance. Where there are more
 * than `MOST_VALUES`, it gives none: a column is looked at whole or not at all, whoever read which
 * part of it.
 */
export class Dictionary {
  readonly #ids = new Map<string, number>();
  #overfull = false;

  idOf(value: string): number {
    if (this.#overfull) return NO_ID;
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    if (this.#ids.size === MOST_VALUES) {
      this.#overfull = true;
      this.#ids.clear();
      return NO_ID;
    }
    const id = this.#ids.size;
    this.#ids.set(value, id);
    return id;
  }

  /** The values by id; `null` where there were too many. */
  texts(): string[] | null {
    return this.#overfull ? null : [...this.#ids.keys()];
  }
}

/** Value `index` of a column, as text. */
export function valueText(column: TextColumn, index: number): string {
  const start = column.offsets[index] as number;
  const end = column.offsets[index + 1] as number;
  return Buffer.from(column.bytes.buffer, column.bytes.byteOffset + start, end - start).toString(
    'utf8',
  );
}

/** Ids of the values of record `record` in a column, which may be a list. */
export function valueRange(column: TextColumn, record: number): { from: number; to: number } {
  if (column.missing[record] === 1) return { from: 0, to: 0 };
  if (column.lists === undefined) return { from: record, to: record + 1 };
  return { from: column.lists[record] as number, to: column.lists[record + 1] as number };
}
