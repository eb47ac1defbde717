import type { RecordBatch } from '../../../records/batch.ts';
import type { DataSource } from '../../reading/open-source.ts';
import { valueRange, valueText } from '../ingest/dictionary.ts';

export interface RememberedIds {
  readonly source: DataSource;
  /** Complete after the last batch; `null` where no column holds ids. */
  readonly ids: readonly string[] | null;
}

/** The same source, which writes down the id of every record that passes. */
export function rememberIds(source: DataSource): RememberedIds {
  const column = source.roles.find(({ role }) => role === 'id')?.column;
  if (column === undefined) return { source, ids: null };
  const ids: string[] = [];
  async function* batches(): AsyncGenerator<RecordBatch> {
    for await (const batch of source.batches()) {
      const values = batch.columns[column as number];
      for (let record = 0; values !== undefined && record < batch.length; record += 1) {
        const { from, to } = valueRange(values, record);
        ids.push(to > from ? valueText(values, from) : '');
      }
      yield batch;
    }
  }
  const remembering: DataSource = {
    name: source.name,
    schema: source.schema,
    roles: source.roles,
    notes: source.notes,
    bytes: source.bytes,
    progress: source.progress,
    batches,
    outcome: () => source.outcome(),
    close: () => source.close(),
  };
  return { source: remembering, ids };
}
