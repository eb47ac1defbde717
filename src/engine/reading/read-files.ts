import type { Digest } from '../../core/digest.ts';
import type { FileSummary } from '../../findings/scan-report.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { BadRowLog } from './bad-row-log.ts';
import type { ColumnPlan, FormatReader, ReadObserver } from './format-reader.ts';
import { throwIfCancelled } from './read-context.ts';

/** What is kept while files are read from first to last. */
export interface ReadingLog {
  readonly progress: { bytesRead: number };
  readonly badRows: BadRowLog;
  readonly files: FileSummary[];
  records: number;
}

/** Reads files one after the other; positions count over all of them. */
export async function* readFiles(
  readers: readonly FormatReader[],
  plan: readonly ColumnPlan[],
  options: { readonly log: ReadingLog; readonly signal: AbortSignal | undefined },
): AsyncGenerator<RecordBatch> {
  const { log, signal } = options;
  for (const reader of readers) {
    for await (const batch of reader.read(plan, observe(reader, log))) {
      throwIfCancelled(signal);
      const firstPosition = log.records;
      log.records += batch.length;
      yield { ...batch, firstPosition };
    }
  }
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
