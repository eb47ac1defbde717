import type { FloatArray } from '../float-array.ts';
import { sameKind } from '../float-array.ts';
import { pairwiseSum } from '../pairwise-sum.ts';
import type { ScoredRow } from './scored-row.ts';

/**
 * Takes each class's threshold off its probability, adds the largest threshold to all (so that none
 * is negative) and scales the row to sum to 1 (cleanlab: `adjust_pred_probs`).
 */
export class ThresholdAdjustment {
  /** Tells the precision of adjusted rows. */
  readonly kind: FloatArray;
  readonly #thresholds: FloatArray;
  readonly #largest: number;
  readonly #row: FloatArray;

  constructor(thresholds: FloatArray) {
    this.kind = thresholds;
    this.#thresholds = thresholds;
    this.#largest = Math.max(...thresholds);
    this.#row = sameKind(thresholds, thresholds.length);
  }

  /** The adjusted row, in a buffer that the next call uses again. */
  apply({ values, at, classes, label }: ScoredRow): ScoredRow {
    const row = this.#row;
    for (let other = 0; other < classes; other += 1) {
      row[other] = (values[at + other] as number) - (this.#thresholds[other] as number);
      row[other] = (row[other] as number) + this.#largest;
    }
    const total = pairwiseSum(row);
    for (let other = 0; other < classes; other += 1) row[other] = (row[other] as number) / total;
    return { values: row, at: 0, classes, label };
  }
}
