import type { SparseMatrix } from '../../../numerics/ridge/sparse-matrix.ts';
import { seededRandom, shuffle } from '../../../numerics/seeded-random.ts';
import { softmax } from '../tasks/fit-outcome-model.ts';

export const EPOCHS = 5;
const LEARNING_RATE = 0.5;
const RIDGE = 1e-4;

export interface PartitionInput {
  readonly matrix: SparseMatrix;
  /** Class of each row. */
  readonly labels: Uint32Array;
  readonly classes: number;
  /** Part of each row, 0 to `parts - 1`. */
  readonly partOf: Uint16Array;
  readonly parts: number;
  /** Rows to vote on. */
  readonly judged: Uint32Array;
}

/**
 * Votes for the class of each judged row, `votes[place * classes + class]`: one of each probe but that of the row's
 * own part. A probe is taught by the rows of its part and by nothing else, in an order that follows from these.
 */
export function partitionVotes(input: PartitionInput): Uint16Array {
  const { matrix, classes, partOf, parts, judged } = input;
  const votes = new Uint16Array(judged.length * classes);
  const rowsOf = Array.from({ length: parts }, (): number[] => []);
  partOf.forEach((part, row) => {
    rowsOf[part]?.push(row);
  });
  const weights = new Float32Array(matrix.width * classes);
  const steps = new Float32Array(matrix.width * classes);
  const scores = new Float64Array(classes);
  rowsOf.forEach((rows, part) => {
    if (rows.length === 0) return;
    weights.fill(0);
    steps.fill(0);
    teach(input, Uint32Array.from(rows), { weights, steps, scores });
    judged.forEach((row, place) => {
      if (partOf[row] === part) return;
      logitsOf({ matrix, row, weights }, scores);
      const cell = place * classes + indexOfHighest(scores);
      votes[cell] = (votes[cell] as number) + 1;
    });
  });
  return votes;
}

interface Taught {
  readonly weights: Float32Array;
  readonly steps: Float32Array;
  readonly scores: Float64Array;
}

/** Multinomial logistic regression by stochastic gradient descent with steps by weight (AdaGrad). */
function teach(
  { matrix, labels, classes }: PartitionInput,
  rows: Uint32Array,
  { weights, steps, scores }: Taught,
): void {
  const { starts, columns, values } = matrix;
  shuffle(rows, seededRandom(0xdba));
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const row of rows) {
      logitsOf({ matrix, row, weights }, scores);
      softmax(scores);
      const own = labels[row] as number;
      scores[own] = (scores[own] as number) - 1;
      for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
        const [base, value] = [(columns[at] as number) * classes, values[at] as number];
        for (let label = 0; label < classes; label += 1) {
          const cell = base + label;
          const weight = weights[cell] as number;
          const slope = (scores[label] as number) * value + RIDGE * weight;
          const square = (steps[cell] as number) + slope * slope;
          steps[cell] = square;
          weights[cell] = weight - (LEARNING_RATE * slope) / (Math.sqrt(square) + 1e-6);
        }
      }
    }
  }
}

interface Scored {
  readonly matrix: SparseMatrix;
  readonly row: number;
  readonly weights: Float32Array;
}

function logitsOf({ matrix, row, weights }: Scored, into: Float64Array): void {
  const { starts, columns, values } = matrix;
  const classes = into.length;
  into.fill(0);
  for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
    const [base, value] = [(columns[at] as number) * classes, values[at] as number];
    for (let label = 0; label < classes; label += 1)
      into[label] = (into[label] as number) + value * (weights[base + label] as number);
  }
}

function indexOfHighest(values: Float64Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1)
    if ((values[at] as number) > (values[best] as number)) best = at;
  return best;
}
