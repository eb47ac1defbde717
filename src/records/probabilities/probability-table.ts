import type { ClassProbabilities } from '../../numerics/confident-learning/labelled-probabilities.ts';

/** Probabilities as a user's file has them: a row for each record, a column for each class. */
export interface ProbabilityTable extends ClassProbabilities {
  /** What to call the file before people. */
  readonly file: string;
  /** Names of the columns, where the file has any. */
  readonly columns?: readonly string[];
  /** What each row is of, where the file says so. */
  readonly ids?: readonly string[];
  /** What was inferred about the file, as sentences. */
  readonly notes: readonly string[];
}
