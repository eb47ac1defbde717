import { findLabelIssues } from './find-label-issues.ts';
import { surveyRows } from './survey-rows.ts';

/** Independent probabilities of several labels for each row, and which of them the row is given. */
export interface LabelSets {
  readonly rows: number;
  readonly classes: number;
  /** `values[row * classes + class]`, from 0 to 1; a row need not sum to 1. */
  readonly values: Float32Array | Float64Array;
  /** 1 where a row is given a class, in the same order. */
  readonly given: Uint8Array;
}

/**
 * By class, the rows that probably wrongly have or lack it: confident learning on each label against the rest
 * (`prune_by_noise_rate`), exactly cleanlab's `multilabel_classification.filter`.
 */
export function labelSetIssues({ rows, classes, values, given }: LabelSets): Uint32Array[] {
  const labels = new Int32Array(rows);
  const binary =
    values instanceof Float32Array ? new Float32Array(2 * rows) : new Float64Array(2 * rows);
  return Array.from({ length: classes }, (_, own) => {
    for (let row = 0; row < rows; row += 1) {
      const value = values[row * classes + own] as number;
      binary[2 * row] = 1 - value;
      binary[2 * row + 1] = value;
      labels[row] = given[row * classes + own] as number;
    }
    const survey = surveyRows({ rows, classes: 2, values: binary, labels });
    return Uint32Array.from(findLabelIssues(survey, 'prune_by_noise_rate'));
  });
}

/** Weight of the worst label among all, then of the next among the rest, as cleanlab has it. */
const ALPHA = 0.8;

/**
 * How well the labels of each row fit, 0 to 1: of each class the probability that it is given or not, as it is; from
 * the best to the worst in an exponential moving average, so that the worst weighs most (Thyagarajan et al.,
 * "Identifying Incorrect Annotations in Multi-Label Classification Data", 2022, section 3).
 */
export function labelSetQuality({ rows, classes, values, given }: LabelSets): Float32Array {
  const scores = new Float64Array(classes);
  return Float32Array.from({ length: rows }, (_, row) => {
    for (let own = 0; own < classes; own += 1) {
      const value = values[row * classes + own] as number;
      scores[own] = given[row * classes + own] === 1 ? value : 1 - value;
    }
    scores.sort().reverse();
    return scores
      .subarray(1)
      .reduce((mean, score) => ALPHA * score + (1 - ALPHA) * mean, scores[0] as number);
  });
}
