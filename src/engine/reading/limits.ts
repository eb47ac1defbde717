/** Bounds on what one source may ask of the reader. Data is hostile: every one of them is enforced. */
export interface ReadingLimits {
  /** Bytes of one record as it stands in the file. */
  readonly recordBytes: number;
  readonly columns: number;
  /** Levels of nested JSON. */
  readonly depth: number;
  /** Bytes that a compressed file may unfold to. */
  readonly unfoldedBytes: number;
  /** Unfolded bytes for each compressed byte, beyond the first 64 MB. */
  readonly unfoldingRatio: number;
  readonly batchRecords: number;
  readonly batchBytes: number;
  /** Bytes of JSON that are read to learn which columns there are. */
  readonly surveyBytes: number;
  /** Records at the beginning from which types and roles are inferred. */
  readonly headRecords: number;
  /** Bytes of one Arrow record batch, which is held in memory whole. */
  readonly arrowBatchBytes: number;
  /** Memory for DuckDB, as it writes sizes. */
  readonly duckdbMemory: string;
}

const MEGABYTE = 1_000_000;

export const DEFAULT_LIMITS: ReadingLimits = {
  recordBytes: 64 * MEGABYTE,
  columns: 4096,
  depth: 64,
  unfoldedBytes: 1_000_000 * MEGABYTE,
  unfoldingRatio: 400,
  batchRecords: 8192,
  batchBytes: 4 * MEGABYTE,
  surveyBytes: 128 * MEGABYTE,
  headRecords: 2000,
  arrowBatchBytes: 512 * MEGABYTE,
  duckdbMemory: '512MB',
};
