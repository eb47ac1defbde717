import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { HiddenRows, ManifestFile } from '../../vault/dataset-manifest.ts';
import type { ObjectStore } from '../../vault/object-store.ts';

const ROW_BYTES = 4;

/** Keeps the numbers of rows that a table has deleted; undefined where there are none. */
export async function keepHiddenRows(
  rows: Uint32Array | undefined,
  vault: ObjectStore,
): Promise<HiddenRows | undefined> {
  if (rows === undefined || rows.length === 0) return undefined;
  const bytes = Buffer.alloc(rows.length * ROW_BYTES);
  for (const [index, row] of rows.entries()) bytes.writeUInt32LE(row, index * ROW_BYTES);
  const { digest } = await vault.put({ bytes });
  return { count: rows.length, rows: digest };
}

/**
 * The numbers of the rows of a file that are no records, from 0, ascending.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where the list is not what the manifest says
 */
export async function hiddenRowsOf(
  { path, deletedRows }: ManifestFile,
  vault: ObjectStore,
): Promise<Uint32Array | undefined> {
  if (deletedRows === undefined) return undefined;
  return decodeHiddenRows(await vault.bytes(deletedRows.rows, deletedRows.count * ROW_BYTES), {
    path,
    count: deletedRows.count,
  });
}

/** Reads a list of rows. Errors as for `hiddenRowsOf`. */
export function decodeHiddenRows(
  bytes: Buffer,
  { path, count }: { readonly path: string; readonly count: number },
): Uint32Array {
  const rows = new Uint32Array(Math.floor(bytes.length / ROW_BYTES));
  let ascending = bytes.length === count * ROW_BYTES;
  for (let index = 0; index < rows.length; index++) {
    rows[index] = bytes.readUInt32LE(index * ROW_BYTES);
    ascending &&= index === 0 || (rows[index - 1] as number) < (rows[index] as number);
  }
  if (ascending) return rows;
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `The list of deleted rows of ${visibleText(path)} is not what the manifest says.`,
    { hint: 'Take the version in again from its source.' },
  );
}
