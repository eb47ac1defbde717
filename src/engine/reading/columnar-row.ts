import type { BatchBuilder } from './batch-builder.ts';

/**
 * Adds a row of a columnar file; `copy` puts its values into the columns.
 *
 * @returns why the row cannot be read, or undefined when it was added.
 */
export function addRow(
  builder: BatchBuilder,
  row: number,
  copy: (row: number) => void,
): string | undefined {
  try {
    copy(row);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    builder.dropRecord();
    return 'is nested too deeply';
  }
  builder.endRecord();
  return undefined;
}
