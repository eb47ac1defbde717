import { logistic, upperTail } from '../binomial-tail.ts';
import { seededRandom, shuffle } from '../seeded-random.ts';
import type { SparseSamples } from './sparse-samples.ts';

export interface ClassifierTest {
  /** Share of the rows whose sample a model tells that has not seen them. */
  readonly accuracy: number;
  /** 1 for each row that is told right. */
  readonly right: Uint8Array;
  /** P(so many right) where both samples are drawn alike: binomial, Chernoff's bound. */
  readonly pValue: number;
  /** How often as many were told right with the samples shuffled, of how many rounds. */
  readonly shuffled: { readonly rounds: number; readonly reached: number };
}

export interface ClassifierOptions {
  /** Fold of each row, 0 to 3; rows that are copies of each other share one. */
  readonly folds: Uint8Array;
  readonly rounds: number;
}

const FOLDS = 4;
const EPOCHS = 3;
const LEARNING_RATE = 0.5;
const RIDGE = 3e-2;

/**
 * The classifier two-sample test (Lopez-Paz and Oquab, ICLR 2017): a logistic model, fitted on three
 * folds, tells of the fourth which sample each row is from. Null: nothing tells them apart, so that
 * half are right. The samples must be of one size.
 *
 * @throws RangeError where they are not.
 */
export function classifierTest(
  samples: SparseSamples,
  { folds, rounds }: ClassifierOptions,
): ClassifierTest {
  const rows = samples.rows.length;
  const seconds = samples.second.reduce((sum, one) => sum + one, 0);
  if (2 * seconds !== rows) throw new RangeError(`${seconds} of ${rows} rows are no half`);
  const right = toldRight(samples, folds);
  const count = sumOf(right);
  const random = seededRandom(0xc257);
  let reached = 0;
  for (let round = 0; round < rounds; round += 1) {
    const order = Uint32Array.from(samples.second);
    shuffle(order, random);
    const shuffled = { ...samples, second: Uint8Array.from(order) };
    if (sumOf(toldRight(shuffled, folds)) >= count) reached += 1;
  }
  const logP =
    2 * count <= rows ? 0 : upperTail({ counts: [rows], logits: [0] }, count).logProbability();
  return {
    accuracy: rows === 0 ? 0.5 : count / rows,
    right,
    pValue: Math.exp(logP),
    shuffled: { rounds, reached },
  };
}

function sumOf(values: Uint8Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function toldRight({ rows, features, second }: SparseSamples, folds: Uint8Array): Uint8Array {
  const right = new Uint8Array(rows.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const learning = Uint32Array.from(rows.keys()).filter((row) => folds[row] !== fold);
    shuffle(learning, seededRandom(0x5eed + fold));
    const weights = fitted({ rows, features, second }, learning);
    rows.forEach((own, row) => {
      if (folds[row] !== fold) return;
      right[row] = logitOf(own, weights) > 0 === (second[row] === 1) ? 1 : 0;
    });
  }
  return right;
}

/** Logistic regression by stochastic gradient descent with step sizes by weight (AdaGrad). */
function fitted({ rows, features, second }: SparseSamples, learning: Uint32Array): Float64Array {
  const weights = new Float64Array(features);
  const squares = new Float64Array(features);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const row of learning) {
      const own = rows[row] as Uint32Array;
      const slope = (logistic(logitOf(own, weights)) - (second[row] as number)) * scaleOf(own);
      for (const feature of own) {
        const step = slope + RIDGE * (weights[feature] as number);
        const square = (squares[feature] as number) + step * step;
        squares[feature] = square;
        weights[feature] =
          (weights[feature] as number) - (LEARNING_RATE * step) / (Math.sqrt(square) + 1e-9);
      }
    }
  }
  return weights;
}

function logitOf(row: Uint32Array, weights: Float64Array): number {
  let sum = 0;
  for (const feature of row) sum += weights[feature] as number;
  return sum * scaleOf(row);
}

function scaleOf(row: Uint32Array): number {
  return row.length === 0 ? 0 : 1 / Math.sqrt(row.length);
}
