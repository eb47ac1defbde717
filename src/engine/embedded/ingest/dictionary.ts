import type { TextColumn } from '../../../records/column.ts';
import { NO_ID } from '../store.ts';

const MOST_VALUES = 500_000;

/** Gives each distinct value of one column an id, in order of first appearance. */
export class Dictionary {
  readonly #ids = new Map<string, number>();
  /** Values that came after the dictionary was full; they have no id. */
  overflow = 0;

  idOf(value: string): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    if (this.#ids.size === MOST_VALUES) {
      this.overflow += 1;
      return NO_ID;
    }
    const id = this.#ids.size;
    this.#ids.set(value, id);
    return id;
  }

  texts(): string[] {
    return [...this.#ids.keys()];
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
