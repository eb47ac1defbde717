import { featureScale, type OutcomeModel } from '../tasks/outcome-model.ts';
import type { SparseRows } from '../tasks/training-sample.ts';

export interface ModelledRow {
  readonly model: OutcomeModel;
  /** Rows of features of the model. */
  readonly rows: SparseRows;
  readonly row: number;
  readonly fold: number;
  /** By feature: 1 where it is taken away from the row. */
  readonly masked: Uint8Array;
}

/** Logits of all labels for one row, under the model of its own fold, which has not seen it. */
export function rowLogits(
  { model, rows, row, fold, masked }: ModelledRow,
  into: Float64Array,
): void {
  const { labels } = model;
  const weights = model.weights[fold] as Float32Array;
  const bias = model.biases[fold] as Float32Array;
  const [start, end] = [rows.starts[row] as number, rows.starts[row + 1] as number];
  const scale = featureScale(end - start);
  for (let label = 0; label < labels; label += 1) into[label] = bias[label] as number;
  for (let at = start; at < end; at += 1) {
    const feature = rows.features[at] as number;
    if (masked[feature] === 1) continue;
    const base = feature * labels;
    for (let label = 0; label < labels; label += 1)
      into[label] = (into[label] as number) + scale * (weights[base + label] as number);
  }
}

/** ln(p / (1 - p)) of one label among all, out of their logits. */
export function logOddsOf(logits: Float64Array, label: number, temperature: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  logits.forEach((logit, at) => {
    if (at !== label && logit > highest) highest = logit;
  });
  let sum = 0;
  logits.forEach((logit, at) => {
    if (at !== label) sum += Math.exp((logit - highest) / temperature);
  });
  return ((logits[label] as number) - highest) / temperature - Math.log(sum);
}
