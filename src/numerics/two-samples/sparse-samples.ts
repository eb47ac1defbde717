/** Rows of two samples with the binary features that each holds. */
export interface SparseSamples {
  /** Features of each row, distinct and below `features`. */
  readonly rows: readonly Uint32Array[];
  readonly features: number;
  /** 1 for rows of the second sample. */
  readonly second: Uint8Array;
}
