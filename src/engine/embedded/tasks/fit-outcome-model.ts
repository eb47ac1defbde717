import { seededRandom, shuffle } from '../../../numerics/seeded-random.ts';
import { FOLDS, type Store } from '../store.ts';
import { featureScale } from './outcome-model.ts';
import { type SparseRows, sampleDraw, sparseRows } from './training-sample.ts';

const MOST_TRAINING_RECORDS = 150_000;
const LEARNING_RATE = 0.5;
const RIDGE = 1e-4;
const LEAST_PROBABILITY = 1e-12;

export interface FoldFit {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly trainedOn: number;
  readonly losses: FoldLosses;
}

/** Loss of each record that taught a fold's model, as it was met in a pass. */
export interface FoldLosses {
  readonly records: Uint32Array;
  readonly early: Float32Array;
  readonly late: Float32Array;
}

export interface FoldRequest {
  readonly tokenLimit: number;
  readonly fold: number;
  /** Whether labels exclude each other, or each is told by itself from the rest. */
  readonly labels: 'exclusive' | 'independent';
}

/**
 * Multinomial logistic regression on the records outside a fold, by stochastic gradient descent
 * with per-weight step sizes (AdaGrad, Duchi et al. 2011) and a light ridge. The order of records
 * is seeded, so the fit is the same every time. Records with several labels share one unit of
 * probability among them, unless labels are independent: then it is one logistic regression for each.
 */
export function fitFold(store: Store, request: FoldRequest): FoldFit {
  const { tokenLimit, fold } = request;
  const isExclusive = request.labels === 'exclusive';
  const labels = store.labels.texts.length;
  const share = MOST_TRAINING_RECORDS / (store.records * (1 - 1 / FOLDS));
  const rows = sparseRows(
    store,
    tokenLimit,
    (record) => store.folds[record] !== fold && (share >= 1 || sampleDraw(record) < share),
  );
  const size = (tokenLimit + store.items.count) * labels;
  const weights = new Float32Array(new SharedArrayBuffer(size * 4));
  const bias = isExclusive ? logPriors(store) : logOdds(store);
  const steps = new Float32Array(size);
  const gradient = new Float64Array(labels);
  const order = Uint32Array.from(rows.records.keys());
  shuffle(order, seededRandom(0x5eed + fold));
  const gradientOf = isExclusive ? exclusiveGradient : independentGradient;
  const epochs = epochsFor(rows.records.length);
  const early = new Float32Array(rows.records.length);
  const late = new Float32Array(rows.records.length);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const row of order) {
      const loss = gradientOf({ store, rows, weights, bias, labels }, row, gradient);
      if (epoch === 1) early[row] = loss;
      if (epoch === epochs - 1) late[row] = loss;
      descend({ rows, weights, steps, labels }, row, gradient);
    }
  }
  const losses = { records: rows.records, early, late };
  return { weights, bias, trainedOn: rows.records.length, losses };
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

function logOdds(store: Store): Float32Array {
  const odds = new Float32Array(new SharedArrayBuffer(store.labels.texts.length * 4));
  store.labels.counts.forEach((count, label) => {
    odds[label] = Math.log((count + 1) / (store.records - count + 1));
  });
  return odds;
}

interface GradientInput {
  readonly store: Store;
  readonly rows: SparseRows;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly labels: number;
}

/** Logits of a row, in place. */
function rowLogits(
  { rows, weights, bias, labels }: GradientInput,
  row: number,
  into: Float64Array,
): void {
  const start = rows.starts[row] as number;
  const end = rows.starts[row + 1] as number;
  const scale = featureScale(end - start);
  for (let label = 0; label < labels; label += 1) into[label] = bias[label] as number;
  for (let at = start; at < end; at += 1) {
    const base = (rows.features[at] as number) * labels;
    for (let label = 0; label < labels; label += 1) {
      into[label] = (into[label] as number) + scale * (weights[base + label] as number);
    }
  }
}

/** Softmax probabilities less the target: the gradient of the cross-entropy by logit. Returns the loss. */
function exclusiveGradient(input: GradientInput, row: number, gradient: Float64Array): number {
  rowLogits(input, row, gradient);
  softmax(gradient);
  const { labels } = input.store;
  const record = input.rows.records[row] as number;
  const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
  const to = labels.ends[record] as number;
  let loss = 0;
  for (let at = from; at < to; at += 1) {
    const label = labels.ids[at] as number;
    const probability = gradient[label] as number;
    loss -= Math.log(Math.max(LEAST_PROBABILITY, probability));
    gradient[label] = probability - 1 / (to - from);
  }
  return loss / (to - from);
}

/** Probabilities of each label by itself less its target. Returns the mean loss of the record's labels. */
function independentGradient(input: GradientInput, row: number, gradient: Float64Array): number {
  rowLogits(input, row, gradient);
  for (let label = 0; label < gradient.length; label += 1)
    gradient[label] = 1 / (1 + Math.exp(-(gradient[label] as number)));
  const { labels } = input.store;
  const record = input.rows.records[row] as number;
  const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
  const to = labels.ends[record] as number;
  let loss = 0;
  for (let at = from; at < to; at += 1) {
    const label = labels.ids[at] as number;
    const probability = gradient[label] as number;
    loss -= Math.log(Math.max(LEAST_PROBABILITY, probability));
    gradient[label] = probability - 1;
  }
  return loss / (to - from);
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
