import type { RecordBatch } from '../../records/batch.ts';
import { ColumnBuilder } from './column-builder.ts';
import type { ColumnPlan } from './format-reader.ts';
import type { ReadingLimits } from './limits.ts';

/** Collects records into batches of bounded size. Positions count from 0 in each file. */
export class BatchBuilder {
  readonly columns: readonly ColumnBuilder[];
  readonly #limits: ReadingLimits;
  #firstPosition = 0;
  #records = 0;
  #bytes = 0;

  constructor(plan: readonly ColumnPlan[], limits: ReadingLimits) {
    this.columns = plan.map((column) => new ColumnBuilder(column.list));
    this.#limits = limits;
  }

  get length(): number {
    return this.#records;
  }

  get full(): boolean {
    return this.#records >= this.#limits.batchRecords || this.#bytes >= this.#limits.batchBytes;
  }

  /** Closes the record in hand; columns that got no value are missing in it. */
  endRecord(): void {
    let bytes = 0;
    for (const column of this.columns) {
      column.endRecord();
      bytes += column.size;
    }
    this.#bytes = bytes;
    this.#records += 1;
  }

  /** Forgets the record in hand. */
  dropRecord(): void {
    for (const column of this.columns) column.dropRecord();
  }

  take(): RecordBatch {
    const batch: RecordBatch = {
      firstPosition: this.#firstPosition,
      length: this.#records,
      columns: this.columns.map((column) => column.take()),
    };
    this.#firstPosition += this.#records;
    this.#records = 0;
    this.#bytes = 0;
    return batch;
  }
}
