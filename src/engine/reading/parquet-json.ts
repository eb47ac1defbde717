import { stat } from 'node:fs/promises';
import { DEFAULT_LIMITS } from './limits.ts';
import { ParquetFile } from './parquet-file.ts';

/**
 * Some top-level columns of a Parquet file as JSON, row by row: for files that hold structures of a
 * table format and not a dataset. A column that the file lacks is left out.
 *
 * @param columns plain names; the file's own are never put into a query.
 * @throws CredenceError as for reading Parquet.
 */
export async function* readParquetJson<Column extends string>(
  path: string,
  { columns, scratch }: { readonly columns: readonly Column[]; readonly scratch: string },
): AsyncGenerator<Partial<Record<Column, unknown>>> {
  const { size, mtimeMs } = await stat(path);
  const file = { path, name: path, bytes: size, modified: mtimeMs };
  const parquet = await ParquetFile.open(file, { limits: DEFAULT_LIMITS, scratch });
  try {
    const present = new Set(await parquet.topLevelNames());
    const found = columns.filter((column) => present.has(column));
    const expressions = found.map((column) => `CAST(to_json("${column}") AS VARCHAR)`);
    for await (const chunk of parquet.chunks(expressions))
      for (const row of chunk.getRows()) {
        const record: Partial<Record<Column, unknown>> = {};
        for (const [index, column] of found.entries()) {
          const text = row[index];
          if (typeof text === 'string') record[column] = JSON.parse(text) as unknown;
        }
        yield record;
      }
  } finally {
    await parquet.close();
  }
}
