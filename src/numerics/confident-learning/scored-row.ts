import type { FloatArray } from '../float-array.ts';

/** One row of probabilities, where it stands. */
export interface ScoredRow {
  readonly values: FloatArray;
  readonly at: number;
  readonly classes: number;
  readonly label: number;
}
