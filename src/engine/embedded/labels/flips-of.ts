import type { LabelledProbabilities } from '../../../numerics/confident-learning/labelled-probabilities.ts';
import type { LabelFlip } from '../../operations/labels.ts';

const MOST_FLIPS = 20;

/** Rows with what a model predicts for them. */
export interface Predicted {
  readonly data: LabelledProbabilities;
  /** Likeliest class of each row. */
  readonly predicted: Int32Array;
  readonly labels: readonly string[];
}

/** The commonest changes from what is predicted to what is given, among the rows named. */
export function flipsOf(
  rows: ArrayLike<number>,
  { data, predicted, labels }: Predicted,
): LabelFlip[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number;
    const pair = (predicted[row] as number) * data.classes + (data.labels[row] as number);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_FLIPS)
    .map(([pair, records]) => ({
      predicted: labels[Math.floor(pair / data.classes)] as string,
      given: labels[pair % data.classes] as string,
      records,
    }));
}
