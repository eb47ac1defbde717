import { CredenceError } from '../../core/error.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { FormatReader, ReadObserver } from './format-reader.ts';
import { pickColumns } from './pick-records.ts';

/**
 * Rows that a table's metadata say are deleted although a file still holds them (Delta Lake deletion
 * vectors, Iceberg position deletes): by the path of the file, numbers from 0, ascending.
 */
export type DeletedRows = ReadonlyMap<string, Uint32Array>;

/**
 * Only rows of Parquet have numbers that a table may refer to.
 *
 * @throws CredenceError `DATA_UNSUPPORTED`
 */
export function assertNumbered(readers: readonly FormatReader[], deleted: DeletedRows): void {
  for (const { file, format } of readers) {
    if (!deleted.has(file.path) || format === 'parquet') continue;
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      `${file.name} has deleted rows and is no Parquet.`,
      {
        at: { file: file.name },
        hint: 'Write the table anew without deleted rows, and take that version in.',
      },
    );
  }
}

/** The batches of one file without its deleted rows. */
export async function* withoutDeleted(
  batches: AsyncIterable<RecordBatch>,
  deleted: Uint32Array,
): AsyncGenerator<RecordBatch> {
  let row = 0;
  let next = 0;
  for await (const batch of batches) {
    const kept: number[] = [];
    for (let index = 0; index < batch.length; index++, row++) {
      if (deleted[next] === row) next += 1;
      else kept.push(index);
    }
    if (kept.length === batch.length) yield batch;
    else if (kept.length > 0)
      yield { ...batch, length: kept.length, columns: pickColumns(batch, kept) };
  }
}

/** A row that cannot be read is in no batch, and would shift the numbers of those after it. */
export function refuseBadRows(observer: ReadObserver, name: string): ReadObserver {
  return {
    ...observer,
    badRow(line, reason) {
      throw new CredenceError(
        'DATA_UNSUPPORTED',
        `Row ${line} of ${name} ${reason}, so its deleted rows cannot be told from the others.`,
        {
          at: { file: name, row: line },
          hint: 'Write the table anew without deleted rows, and take that version in.',
        },
      );
    },
  };
}
