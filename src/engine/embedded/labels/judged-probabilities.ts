import type { LabelledProbabilities } from '../../../numerics/confident-learning/labelled-probabilities.ts';

/** Probabilities of all labels for the records that are judged. */
export interface JudgedProbabilities {
  /** The record of each row, ascending. */
  readonly positions: Uint32Array;
  readonly data: LabelledProbabilities;
  /** What the classes of `data` are called, in order. */
  readonly labels: readonly string[];
}
