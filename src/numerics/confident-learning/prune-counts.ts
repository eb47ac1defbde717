import { pairwiseSum } from '../pairwise-sum.ts';
import { roundPreservingSum } from './round-preserving-sum.ts';

export interface PruneLimits {
  /** The share of estimated errors to prune, from 0 to 1. Default 1. */
  readonly noiseShare?: number;
  /** Rows of a class that are kept, whatever the joint says; smaller classes lose none. Default 1. */
  readonly minimumPerClass?: number;
}

/**
 * How many rows of each given class to prune in favour of each other class: the calibrated joint,
 * less what the limits ask for. On the diagonal stands what remains.
 *
 * @returns `counts[given * classes + other]`, integers.
 */
export function pruneCounts(joint: Float64Array, limits: PruneLimits = {}): Float64Array {
  const classes = Math.sqrt(joint.length);
  const counts = joint.slice();
  for (let given = 0; given < classes; given += 1) {
    const row = counts.subarray(given * classes, (given + 1) * classes);
    keepSome(row, given, limits.minimumPerClass ?? 1);
    reduceNoise(row, given, limits.noiseShare ?? 1);
  }
  return counts;
}

/** Raises the diagonal to the minimum, and takes that evenly from the errors that there are. */
function keepSome(row: Float64Array, given: number, minimum: number): void {
  const correct = row[given] as number;
  if (correct >= minimum) return;
  let errors = -1;
  for (const count of row) if (count !== 0) errors += 1;
  const taken = (minimum - correct) / Math.max(1, errors);
  for (let other = 0; other < row.length; other += 1)
    row[other] = Math.max(0, (row[other] as number) - taken);
  row[given] = minimum;
}

function reduceNoise(row: Float64Array, given: number, share: number): void {
  const spared = new Float64Array(row.length);
  for (let other = 0; other < row.length; other += 1) {
    if (other === given) continue;
    const count = row[other] as number;
    row[other] = count * share;
    spared[other] = count - (row[other] as number);
    row[other] = Math.trunc(row[other] as number);
  }
  row[given] = Math.trunc((row[given] as number) + pairwiseSum(spared));
}

/**
 * The counts scaled so that a given number of rows is pruned in each class, as cleanlab scales
 * them (`num_to_remove_per_class`).
 *
 * @param removals rows to prune, one number a class.
 * @param sizes rows that were given each class.
 */
export function fixedPruneCounts(
  counts: Float64Array,
  removals: ArrayLike<number>,
  sizes: ArrayLike<number>,
): Float64Array {
  const classes = sizes.length;
  const byTruth = transposed(counts, classes);
  const totals = Float64Array.from({ length: classes }, (_, truth) =>
    pairwiseSum(byTruth, truth * classes, classes),
  );
  const fixed = new Float64Array(counts.length);
  for (let truth = 0; truth < classes; truth += 1) {
    const shares = byTruth
      .slice(truth * classes, (truth + 1) * classes)
      .map((count, given) => count / (totals[given] as number));
    const noise = pairwiseSum(shares) - (shares[truth] as number);
    const removed = removals[truth] as number;
    const row = shares.map((share) => (share * removed) / noise);
    row[truth] = (sizes[truth] as number) - removed;
    fixed.set(roundPreservingSum(row), truth * classes);
  }
  return transposed(fixed, classes);
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, cell) => matrix[(cell % size) * size + Math.floor(cell / size)] as number);
}
