import type { FloatArray } from '../float-array.ts';
import { sameKind } from '../float-array.ts';
import { pairwiseSum } from '../pairwise-sum.ts';
import { confidentThresholds } from './confident-thresholds.ts';
import type { LabelledProbabilities } from './labelled-probabilities.ts';
import { marginScore } from './margin-score.ts';
import { groupByClass } from './rows-by-class.ts';

/**
 * Scores of rows from which each class's threshold was taken (cleanlab: `adjust_pred_probs`). The largest
 * threshold is added to all, so that none is negative, and the row scaled to sum to 1.
 *
 * @param rows which rows to score; all of them where absent.
 * @returns scores in the precision of the thresholds.
 */
export function adjustedQuality(
  data: LabelledProbabilities,
  score: 'self_confidence' | 'normalized_margin',
  rows?: Int32Array,
): FloatArray {
  const thresholds = confidentThresholds(groupByClass(data));
  const scores = sameKind(thresholds, rows?.length ?? data.rows);
  const adjusted = sameKind(thresholds, data.classes);
  const adjustment = { thresholds, largest: Math.max(...thresholds), adjusted };
  for (let place = 0; place < scores.length; place += 1) {
    const row = rows === undefined ? place : (rows[place] as number);
    const label = data.labels[row] as number;
    adjustRow(data, row, adjustment);
    const confidence = adjusted[label] as number;
    scores[place] =
      score === 'self_confidence'
        ? confidence
        : marginScore(adjusted, confidence, rivalOf(adjusted, label));
  }
  return scores;
}

interface Adjustment {
  readonly thresholds: FloatArray;
  readonly largest: number;
  /** Takes the adjusted row. */
  readonly adjusted: FloatArray;
}

function adjustRow(
  { values, classes }: LabelledProbabilities,
  row: number,
  { thresholds, largest, adjusted }: Adjustment,
): void {
  for (let label = 0; label < classes; label += 1) {
    adjusted[label] = (values[row * classes + label] as number) - (thresholds[label] as number);
    adjusted[label] = (adjusted[label] as number) + largest;
  }
  const total = pairwiseSum(adjusted);
  for (let label = 0; label < classes; label += 1)
    adjusted[label] = (adjusted[label] as number) / total;
}

function rivalOf(row: FloatArray, label: number): number {
  let rival = Number.NEGATIVE_INFINITY;
  for (let other = 0; other < row.length; other += 1) {
    const value = row[other] as number;
    if (value > rival && other !== label) rival = value;
  }
  return rival;
}
