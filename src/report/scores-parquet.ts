import { rm } from 'node:fs/promises';
import { CredenceError } from '../core/error.ts';
import type { RecordScores } from './record-scores.ts';
import { writeScoresCsv } from './scores-csv.ts';

const CONVERT = `
  COPY (
    SELECT * FROM read_csv($rows, header = true, auto_detect = false, delim = ',', quote = '"',
      escape = '"', nullstr = '\\N',
      columns = {position: 'UBIGINT', risk: 'FLOAT', flagged: 'BOOLEAN', findings: 'VARCHAR'})
  ) TO $path (FORMAT parquet, COMPRESSION zstd)`;

/**
 * Scores as Parquet. DuckDB turns the streamed CSV into Parquet, in order and within a small
 * memory limit; it is loaded on the first call.
 *
 * @throws CredenceError `CANCELLED`
 */
export async function writeScoresParquet(
  path: string,
  scores: RecordScores,
  signal?: AbortSignal,
): Promise<void> {
  const rows = `${path}.csv`;
  try {
    await writeScoresCsv(rows, scores, signal);
    await convert({ rows, path }, signal);
  } finally {
    await rm(rows, { force: true });
  }
}

async function convert(files: { rows: string; path: string }, signal?: AbortSignal): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '512MB',
    threads: '2',
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    signal?.throwIfAborted();
    await connection.run(CONVERT, files);
  } catch (cause) {
    if (signal?.aborted === true) {
      throw new CredenceError('CANCELLED', 'Writing of scores was cancelled.', { cause });
    }
    throw cause;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}
