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
 * @returns `counts[given * classes + other]`; the joint itself where nothing limits it.
 */
export function pruneCounts(joint: Int32Array, limits: PruneLimits = {}): Int32Array {
  const { noiseShare = 1, minimumPerClass = 1 } = limits;
  const classes = Math.sqrt(joint.length);
  let counts = joint;
  for (let given = 0; given < classes; given += 1) {
    const start = given * classes;
    if (noiseShare === 1 && (joint[start + given] as number) >= minimumPerClass) continue;
    if (counts === joint) counts = joint.slice();
    const kept = keepSome(joint.subarray(start, start + classes), given, minimumPerClass);
    counts.set(reduceNoise(kept, given, noiseShare), start);
  }
  return counts;
}

/** Raises the diagonal to the minimum, and takes that evenly from the errors that there are. */
function keepSome(row: Int32Array, given: number, minimum: number): Float64Array {
  const correct = row[given] as number;
  const kept = Float64Array.from(row);
  if (correct >= minimum) return kept;
  let errors = -1;
  for (const count of row) if (count !== 0) errors += 1;
  const taken = (minimum - correct) / Math.max(1, errors);
  for (let other = 0; other < kept.length; other += 1)
    kept[other] = Math.max(0, (kept[other] as number) - taken);
  kept[given] = minimum;
  return kept;
}

/** Leaves a share of the errors, and counts what they lose as correct; all rounded down. */
function reduceNoise(row: Float64Array, given: number, share: number): Float64Array {
  const reduced = row.map((count) => count * share);
  reduced[given] = row[given] as number;
  const spared = row.map((count, other) => count - (reduced[other] as number));
  reduced[given] = (row[given] as number) + pairwiseSum(spared);
  return reduced.map(Math.trunc);
}

/**
 * The counts scaled so that a given number of rows is pruned in each class, as cleanlab scales
 * them (`num_to_remove_per_class`).
 *
 * @param removals rows to prune, one number a class.
 * @param sizes rows that were given each class.
 */
export function fixedPruneCounts(
  counts: Int32Array,
  removals: ArrayLike<number>,
  sizes: ArrayLike<number>,
): Int32Array {
  const classes = sizes.length;
  const byTruth = transposed(counts, classes);
  const totals = Float64Array.from({ length: classes }, (_, truth) =>
    sum(byTruth.subarray(truth * classes, (truth + 1) * classes)),
  );
  const fixed = new Int32Array(counts.length);
  for (let truth = 0; truth < classes; truth += 1) {
    const own = Float64Array.from(byTruth.subarray(truth * classes, (truth + 1) * classes));
    const shares = own.map((count, given) => count / (totals[given] as number));
    const noise = pairwiseSum(shares) - (shares[truth] as number);
    const removed = removals[truth] as number;
    const row = shares.map((share) => (share * removed) / noise);
    row[truth] = (sizes[truth] as number) - removed;
    // Without noise there is nothing to scale: what is no number becomes 0.
    fixed.set(roundPreservingSum(row), truth * classes);
  }
  return transposed(fixed, classes);
}

function sum(counts: Int32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

function transposed(matrix: Int32Array, size: number): Int32Array {
  return matrix.map((_, cell) => matrix[(cell % size) * size + Math.floor(cell / size)] as number);
}
