import type { Digest } from '../../core/digest.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { ColumnType } from '../../records/schema.ts';
import type { SourceFile } from './source-file.ts';
import type { SourceFormat } from './source-format.ts';

/** A column as one file has it. */
export interface FileColumn {
  readonly name: string;
  readonly list: boolean;
  /** True where every record of the file may be expected to hold it; optional JSON keys are not. */
  readonly always: boolean;
  /** Set where the container states the type. */
  readonly type?: ColumnType;
}

/** How a column is to be read. */
export interface ColumnPlan {
  readonly name: string;
  readonly list: boolean;
  /** Drop spaces and tabs around values that are not quoted (delimited text only). */
  readonly trim: boolean;
}

/** What a reader tells while it reads. */
export interface ReadObserver {
  /** Raw bytes of the file that have been read since the last call. */
  bytes(count: number): void;
  badRow(line: number, reason: string): void;
  /** Called once, when the whole file has been read. */
  digest(digest: Digest): void;
}

/** One file, its format known and its columns looked up. */
export interface FormatReader {
  readonly file: SourceFile;
  readonly format: SourceFormat;
  /** For people: `JSON lines, gzip`. */
  readonly description: string;
  readonly columns: readonly FileColumn[];
  /** What was inferred about the format, as sentences. */
  readonly notes: readonly string[];
  /**
   * Reads the file from the beginning; may be called again.
   *
   * @returns batches whose columns stand in the order of `plan`; columns that the file lacks are missing.
   */
  read(plan: readonly ColumnPlan[], observer: ReadObserver): AsyncGenerator<RecordBatch>;
}
