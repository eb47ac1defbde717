import { readParquetJson } from '../../src/engine/reading/parquet-json.ts';
import { connectorFor } from '../../src/intake/connectors/connectors.ts';

export interface TableRow {
  readonly id: number;
  readonly text: string;
  readonly label: string;
}

/** The rows of a table of Parquet files at a version, as a connector lists them, by id. */
export async function tableRows(uri: string, scratch: string): Promise<readonly TableRow[]> {
  const pinned = await connectorFor(uri).pin(uri, { environment: {}, now: new Date(0), scratch });
  const rows: TableRow[] = [];
  for await (const { at = '', deletedRows } of pinned.files()) {
    const deleted = new Set(deletedRows);
    let position = 0;
    for await (const row of readParquetJson(at, { columns: ['id', 'text', 'label'], scratch })) {
      if (!deleted.has(position)) rows.push(row as unknown as TableRow);
      position += 1;
    }
  }
  return rows.sort((one, other) => one.id - other.id);
}
