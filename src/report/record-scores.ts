/** What the scan holds against every record, in file order. */
export interface RecordScores {
  /** 0-based positions in the dataset; where there is a length alone, they count up from 0. */
  readonly positions: ArrayLike<number>;
  /** Strongest calibrated evidence against the record, 0–1. */
  readonly risk: Float32Array;
  /** 1 where the record belongs to a finding at `suspected-poisoning` or above. */
  readonly flagged: Uint8Array;
  /** Ids of the report's findings. */
  readonly findingIds: readonly string[];
  /** Indices into `findingIds` of the findings that hold the record at `index` of `positions`. */
  findingsOf(index: number): readonly number[];
}
