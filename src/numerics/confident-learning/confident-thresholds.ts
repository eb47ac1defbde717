import type { FloatArray } from '../float-array.ts';
import { roundedTo } from '../float-array.ts';
import { pairwiseSum } from '../pairwise-sum.ts';
import { classSize, type RowsByClass } from './rows-by-class.ts';
import { TOLERANCE } from './tolerance.ts';

/** No probability reaches it: the threshold of a class without rows. */
const OUT_OF_REACH = 2;

/**
 * The expected self-confidence of each class: the mean of P(k | x) over the rows given class `k`
 * (Northcutt, Jiang and Chuang, "Confident learning", JAIR 2021, equation 2), and never below twice the
 * tolerance of comparisons.
 *
 * @returns one threshold a class, in the precision of the probabilities; in double precision, as in
 *   cleanlab, where a class has no rows.
 */
export function confidentThresholds(groups: RowsByClass): FloatArray {
  const { starts, selfConfidence } = groups;
  const classes = starts.length - 1;
  const single = selfConfidence instanceof Float32Array;
  const means = new Float64Array(classes);
  let everyClass = true;
  for (let label = 0; label < classes; label += 1) {
    const size = classSize(groups, label);
    if (size === 0) everyClass = false;
    means[label] = size === 0 ? OUT_OF_REACH : mean(selfConfidence, starts[label] as number, size);
  }
  const thresholds = single && everyClass ? Float32Array.from(means) : means;
  const lowest = 2 * TOLERANCE;
  return thresholds.map((threshold) => Math.max(threshold, lowest));
}

/**
 * What a probability must reach for its threshold: a tolerance less, in the precision of the
 * probabilities.
 */
export function confidentCuts(values: FloatArray, thresholds: FloatArray): FloatArray {
  const cuts = thresholds.map((threshold) => threshold - roundedTo(thresholds, TOLERANCE));
  return values instanceof Float32Array ? singlesFrom(cuts) : cuts;
}

/** The smallest single-precision numbers that are not below. */
function singlesFrom(cuts: FloatArray): Float32Array {
  const singles = Float32Array.from(cuts);
  const bits = new Int32Array(singles.buffer);
  // Thresholds are positive, and the next larger of positive numbers is one bit up.
  for (let label = 0; label < cuts.length; label += 1)
    if ((singles[label] as number) < (cuts[label] as number))
      bits[label] = (bits[label] as number) + 1;
  return singles;
}

function mean(values: FloatArray, start: number, length: number): number {
  const quotient = pairwiseSum(values, start, length) / length;
  return values instanceof Float32Array ? Math.fround(quotient) : quotient;
}
