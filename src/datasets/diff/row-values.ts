import type { RecordBatch } from '../../records/batch.ts';
import type { TextColumn } from '../../records/column.ts';
import type { RecordSchema } from '../../records/schema.ts';

/** A row as people see it: its values by column, shortened; what is missing is left out. */
export type RowValues = Readonly<Record<string, string>>;

const SHOWN_CHARACTERS = 200;
const SHOWN_COLUMNS = 40;

/** The value of a record in a column; null where it has none. Several values stand one after another. */
export function valueAt(column: TextColumn, record: number): Buffer | null {
  if (column.missing[record] !== 0) return null;
  const first = column.lists?.[record] ?? record;
  const last = column.lists?.[record + 1] ?? record + 1;
  const { buffer, byteOffset, byteLength } = column.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return bytes.subarray(column.offsets[first], column.offsets[last]);
}

/** A value as text of at most 200 characters. */
export function shownValue(value: Buffer): string {
  const text = value.subarray(0, SHOWN_CHARACTERS * 4).toString();
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

export function rowValues(
  { columns }: RecordSchema,
  batch: RecordBatch,
  record: number,
): RowValues {
  const values: [string, string][] = [];
  for (const [index, column] of batch.columns.slice(0, SHOWN_COLUMNS).entries()) {
    const value = valueAt(column, record);
    if (value !== null) values.push([columns[index]?.name ?? '', shownValue(value)]);
  }
  return Object.fromEntries(values);
}
