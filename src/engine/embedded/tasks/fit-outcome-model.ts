import { seededRandom, shuffle } from '../../../numerics/seeded-random.ts';
import { FOLDS, type Store } from '../store.ts';
import { featureScale } from './outcome-model.ts';
import { type SparseRows, sampleDraw, sparseRows } from './training-sample.ts';

const MOST_TRAINING_RECORDS = 150_000;
const LEARNING_RATE = 0.5;
const RIDGE = 1e-4;

export interface FoldFit {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly trainedOn: number;
}

/**
 * Multinomial logistic regression on the records outside a fold, by stochastic gradient descent
 * with per-weight step sizes (AdaGrad, Duchi et al. 2011) and a light ridge. The order of records
 * is seeded, so the fit is the same every time. Records with several labels share one unit of
 * probability among them.
 */
export function fitFold(store: Store, tokenLimit: number, fold: number): FoldFit {
  const labels = store.labels.texts.length;
  const share = MOST_TRAINING_RECORDS / (store.records * (1 - 1 / FOLDS));
  const rows = sparseRows(
    store,
    tokenLimit,
    (record) => store.folds[record] !== fold && (share >= 1 || sampleDraw(record) < share),
  );
  const size = (tokenLimit + store.items.count) * labels;
  const weights = new Float32Array(new SharedArrayBuffer(size * 4));
  const bias = logPriors(store);
  const steps = new Float32Array(size);
  const gradient = new Float64Array(labels);
  const order = Uint32Array.from(rows.records.keys());
  shuffle(order, seededRandom(0x5eed + fold));
  for (let epoch = 0; epoch < epochsFor(rows.records.length); epoch += 1) {
    for (const row of order) {
      outcomeGradient({ store, rows, weights, bias, labels }, row, gradient);
      descend({ rows, weights, steps, labels }, row, gradient);
    }
  }
  return { weights, bias, trainedOn: rows.records.length };
}

function epochsFor(records: number): number {
  if (records <= 30_000) return 6;
  return records <= 80_000 ? 4 : 3;
}

function logPriors(store: Store): Float32Array {
  const priors = new Float32Array(new SharedArrayBuffer(store.labels.texts.length * 4));
  store.labels.counts.forEach((count, label) => {
    priors[label] = Math.log((count + 1) / (store.records + store.labels.texts.length));
  });
  return priors;
}

interface GradientInput {
  readonly store: Store;
  readonly rows: SparseRows;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly labels: number;
}

/** Softmax probabilities less the target: the gradient of the cross-entropy by logit. */
function outcomeGradient(
  { store, rows, weights, bias, labels }: GradientInput,
  row: number,
  gradient: Float64Array,
): void {
  const start = rows.starts[row] as number;
  const end = rows.starts[row + 1] as number;
  const scale = featureScale(end - start);
  for (let label = 0; label < labels; label += 1) gradient[label] = bias[label] as number;
  for (let at = start; at < end; at += 1) {
    const base = (rows.features[at] as number) * labels;
    for (let label = 0; label < labels; label += 1) {
      gradient[label] = (gradient[label] as number) + scale * (weights[base + label] as number);
    }
  }
  softmax(gradient);
  const record = rows.records[row] as number;
  const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
  const to = store.labels.ends[record] as number;
  for (let at = from; at < to; at += 1) {
    const label = store.labels.ids[at] as number;
    gradient[label] = (gradient[label] as number) - 1 / (to - from);
  }
}

interface DescentInput {
  readonly rows: SparseRows;
  readonly weights: Float32Array;
  readonly steps: Float32Array;
  readonly labels: number;
}

function descend(
  { rows, weights, steps, labels }: DescentInput,
  row: number,
  gradient: Float64Array,
): void {
  const start = rows.starts[row] as number;
  const end = rows.starts[row + 1] as number;
  const scale = featureScale(end - start);
  for (let at = start; at < end; at += 1) {
    const base = (rows.features[at] as number) * labels;
    for (let label = 0; label < labels; label += 1) {
      const cell = base + label;
      const weight = weights[cell] as number;
      const slope = (gradient[label] as number) * scale + RIDGE * weight;
      const square = (steps[cell] as number) + slope * slope;
      steps[cell] = square;
      weights[cell] = weight - (LEARNING_RATE * slope) / (Math.sqrt(square) + 1e-6);
    }
  }
}

/** Turns logits into probabilities in place. */
export function softmax(values: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > highest) highest = value;
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) {
    const raised = Math.exp((values[at] as number) - highest);
    values[at] = raised;
    sum += raised;
  }
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] as number) / sum;
}
