import { logistic } from '../../../numerics/binomial-tail.ts';
import { seededRandom, shuffle } from '../../../numerics/seeded-random.ts';
import { FOLDS } from '../store.ts';

/** Pairs as sparse rows: what only the chosen side has counts 1, what only the rejected side has -1. */
export interface PreferenceRows {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly signs: Int8Array;
  readonly folds: Uint8Array;
  /** Features are below this. */
  readonly width: number;
}

const EPOCHS = 4;
const RATE = 0.3;
const RIDGE = 1e-4;
const TEMPERATURES = [0.35, 0.5, 0.7, 1, 1.4, 2, 3, 5, 10] as const;

/**
 * The chance of each pair that its chosen side is the better one, by what the pairs of other folds
 * prefer: a linear model of the difference of both sides (Bradley and Terry 1952, on features),
 * stochastic gradient descent with per-weight steps, one temperature for calibration.
 */
export function preferenceChances(rows: PreferenceRows): Float32Array {
  const pairs = rows.starts.length - 1;
  const margins = new Float64Array(pairs);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = fitFold(rows, fold);
    for (let pair = 0; pair < pairs; pair += 1)
      if (rows.folds[pair] === fold) margins[pair] = marginOf(rows, weights, pair);
  }
  const losses = TEMPERATURES.map((temperature) =>
    margins.reduce(
      (sum, margin) => sum - Math.log(Math.max(1e-12, logistic(margin / temperature))),
      0,
    ),
  );
  const temperature = TEMPERATURES[losses.indexOf(Math.min(...losses))] ?? 1;
  return Float32Array.from(margins, (margin) => logistic(margin / temperature));
}

function fitFold(rows: PreferenceRows, fold: number): Float32Array {
  const weights = new Float32Array(rows.width);
  const steps = new Float32Array(rows.width);
  const order = Uint32Array.from({ length: rows.starts.length - 1 }, (_, pair) => pair).filter(
    (pair) => rows.folds[pair] !== fold,
  );
  shuffle(order, seededRandom(0x9a15 + fold));
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const pair of order) {
      const slope = logistic(marginOf(rows, weights, pair)) - 1;
      const [start, end] = [rows.starts[pair] as number, rows.starts[pair + 1] as number];
      const scale = scaleOf(end - start);
      for (let at = start; at < end; at += 1) {
        const feature = rows.features[at] as number;
        const weight = weights[feature] as number;
        const gradient = slope * scale * (rows.signs[at] as number) + RIDGE * weight;
        const square = (steps[feature] as number) + gradient * gradient;
        steps[feature] = square;
        weights[feature] = weight - (RATE * gradient) / (Math.sqrt(square) + 1e-6);
      }
    }
  }
  return weights;
}

function marginOf(rows: PreferenceRows, weights: Float32Array, pair: number): number {
  const [start, end] = [rows.starts[pair] as number, rows.starts[pair + 1] as number];
  let sum = 0;
  for (let at = start; at < end; at += 1)
    sum += (weights[rows.features[at] as number] as number) * (rows.signs[at] as number);
  return sum * scaleOf(end - start);
}

function scaleOf(count: number): number {
  return count === 0 ? 0 : 1 / Math.sqrt(count);
}
