import type { TextColumn } from './column.ts';

/** Consecutive records of a dataset, columnar. Columns stand in the order of the schema. */
export interface RecordBatch {
  /** Position of the first record: 0-based, over all files in order, bad rows not counted. */
  readonly firstPosition: number;
  readonly length: number;
  readonly columns: readonly TextColumn[];
  /**
   * Only where the records are a sample: the position of each record in the whole dataset,
   * ascending. Where absent, record `i` stands at `firstPosition + i`.
   */
  readonly positions?: Float64Array;
}
