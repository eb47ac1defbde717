import { logistic } from '../../../numerics/binomial-tail.ts';
import { seededRandom, shuffle } from '../../../numerics/seeded-random.ts';
import type { WeightedRows } from './weighted-rows.ts';

/** A weight for each feature, and one for all rows. */
export interface LinearWeights {
  readonly weights: Float32Array;
  readonly bias: number;
}

/** Yes/no examples: rows of a table, what they are, and how much each counts. */
export interface Examples {
  readonly rows: WeightedRows;
  /** Which rows take part. */
  readonly members: Uint32Array;
  /** By row of the table: 1 for yes. */
  readonly targets: Uint8Array;
  /** By row of the table. */
  readonly importance: Float32Array;
}

const EPOCHS = 3;
const LEARNING_RATE = 0.5;
const RIDGE = 0.3;

/**
 * Logistic regression by stochastic gradient descent with per-weight step sizes (AdaGrad, Duchi et al.
 * 2011), in a seeded order. The ridge is one sum, of which each of the rows of a feature bears its share.
 */
export function fitBinary({ rows, members, targets, importance }: Examples): LinearWeights {
  const { starts, features: ids, values, norms } = rows;
  const features = values.length;
  const weights = new Float32Array(features);
  const squares = new Float32Array(features);
  const ridge = new Float32Array(features);
  for (const row of members)
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1)
      ridge[ids[at] as number] = (ridge[ids[at] as number] as number) + 1;
  for (let feature = 0; feature < features; feature += 1)
    ridge[feature] = RIDGE / Math.max(1, ridge[feature] as number);
  let [bias, biasSquare] = [0, 0];
  const order = members.slice();
  shuffle(order, seededRandom(0x57e1e + members.length));
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const row of order) {
      const start = starts[row] as number;
      const end = starts[row + 1] as number;
      const norm = norms[row] as number;
      let sum = 0;
      for (let at = start; at < end; at += 1) {
        const feature = ids[at] as number;
        sum += (values[feature] as number) * (weights[feature] as number);
      }
      const slope =
        (logistic(bias + norm * sum) - (targets[row] as number)) * (importance[row] as number);
      biasSquare += slope * slope;
      bias -= (LEARNING_RATE * slope) / (Math.sqrt(biasSquare) + 1e-6);
      for (let at = start; at < end; at += 1) {
        const feature = ids[at] as number;
        const weight = weights[feature] as number;
        const gradient =
          slope * norm * (values[feature] as number) + (ridge[feature] as number) * weight;
        const square = (squares[feature] as number) + gradient * gradient;
        squares[feature] = square;
        weights[feature] = weight - (LEARNING_RATE * gradient) / (Math.sqrt(square) + 1e-6);
      }
    }
  }
  return { weights, bias };
}

/** The logit of one row. */
export function logitOf(
  { weights, bias }: LinearWeights,
  { starts, features, values, norms }: WeightedRows,
  row: number,
): number {
  const start = starts[row] as number;
  const end = starts[row + 1] as number;
  let sum = 0;
  for (let at = start; at < end; at += 1)
    sum += (values[features[at] as number] as number) * (weights[features[at] as number] as number);
  return bias + (norms[row] as number) * sum;
}
