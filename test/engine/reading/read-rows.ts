import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DataSource,
  openSource,
  type SourceOutcome,
  type SourceRequest,
} from '../../../src/engine/reading/open-source.ts';
import type { RecordBatch } from '../../../src/records/batch.ts';
import { recordDigest } from '../../../src/records/record-digest.ts';

export type Cell = string | readonly string[] | null;
export type Row = Readonly<Record<string, Cell>>;

export interface ReadRows {
  readonly rows: readonly Row[];
  readonly positions: readonly number[];
  /** Of each record, in hexadecimal. */
  readonly digests: readonly string[];
  readonly batches: readonly RecordBatch[];
  readonly outcome: SourceOutcome;
  readonly source: DataSource;
}

/** Reads a source to its end, and its columns into rows that a test can compare. */
export async function readRows(
  paths: string | readonly string[],
  request: Partial<SourceRequest> = {},
): Promise<ReadRows> {
  const scratch = mkdtempSync(join(tmpdir(), 'credence-scratch-'));
  try {
    const source = await openSource({
      paths: typeof paths === 'string' ? [paths] : paths,
      roles: {},
      maximumBadRows: 0,
      scratch,
      scratchQuota: 1_000_000,
      ...request,
    });
    const read = await drain(source);
    await source.close();
    return read;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function drain(source: DataSource): Promise<ReadRows> {
  const rows: Row[] = [];
  const positions: number[] = [];
  const digests: string[] = [];
  const batches: RecordBatch[] = [];
  for await (const batch of source.batches()) {
    batches.push(batch);
    for (let record = 0; record < batch.length; record++) {
      rows.push(rowOf(source, batch, record));
      positions.push(batch.positions?.[record] ?? batch.firstPosition + record);
      digests.push(Buffer.from(recordDigest(source.schema, batch, record)).toString('hex'));
    }
  }
  return { rows, positions, digests, batches, source, outcome: source.outcome() };
}

function rowOf(source: DataSource, batch: RecordBatch, record: number): Row {
  const cells = source.schema.columns.map(({ name }, index): [string, Cell] => {
    const column = batch.columns[index];
    if (column === undefined || column.missing[record] === 1) return [name, null];
    const text = (value: number): string =>
      Buffer.from(
        column.bytes.subarray(column.offsets[value], column.offsets[value + 1]),
      ).toString();
    const { lists } = column;
    if (lists === undefined) return [name, text(record)];
    const first = lists[record] ?? 0;
    return [
      name,
      Array.from({ length: (lists[record + 1] ?? 0) - first }, (_, at) => text(first + at)),
    ];
  });
  return Object.fromEntries(cells);
}
