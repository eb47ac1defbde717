import type { Digest } from '../../core/digest.ts';
import type { FileSummary } from '../../findings/scan-report.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { BadRowLog } from './bad-row-log.ts';
import { type DeletedRows, refuseBadRows, withoutDeleted } from './deleted-rows.ts';
import type { ColumnPlan, FormatReader, ReadObserver } from './format-reader.ts';
import { throwIfCancelled } from './read-context.ts';

/** What is kept while files are read from first to last. */
export interface ReadingLog {
  readonly progress: { bytesRead: number };
  readonly badRows: BadRowLog;
  readonly files: FileSummary[];
  /** Position of the first record of each file that was begun. */
  readonly starts: number[];
  records: number;
}

/** Reads files one after the other; positions count over all of them. */
export async function* readFiles(
  readers: readonly FormatReader[],
  plan: readonly ColumnPlan[],
  options: {
    readonly log: ReadingLog;
    readonly signal: AbortSignal | undefined;
    readonly deleted?: DeletedRows | undefined;
  },
): AsyncGenerator<RecordBatch> {
  const { log, signal, deleted } = options;
  for (const reader of readers) {
    log.starts.push(log.records);
    for await (const batch of liveRows(reader, { plan, log, deleted })) {
      throwIfCancelled(signal);
      const firstPosition = log.records;
      log.records += batch.length;
      yield { ...batch, firstPosition };
    }
  }
}

/** What is left of a file without the rows that its table has deleted. */
function liveRows(
  reader: FormatReader,
  {
    plan,
    log,
    deleted,
  }: {
    readonly plan: readonly ColumnPlan[];
    readonly log: ReadingLog;
    readonly deleted: DeletedRows | undefined;
  },
): AsyncGenerator<RecordBatch> {
  const observer = observe(reader, log);
  const rows = deleted?.get(reader.file.path);
  if (rows === undefined) return reader.read(plan, observer);
  return withoutDeleted(reader.read(plan, refuseBadRows(observer, reader.file.name)), rows);
}

function observe(reader: FormatReader, log: ReadingLog): ReadObserver {
  const { file } = reader;
  return {
    bytes(count) {
      log.progress.bytesRead += count;
    },
    badRow(line, reason) {
      log.badRows.add({ file: file.name, line, reason });
    },
    digest(digest: Digest) {
      log.files.push({ path: file.name, format: reader.description, bytes: file.bytes, digest });
    },
  };
}
