import { numpyOrder } from '../numpy-order/numpy-order.ts';
import { pairwiseSum } from '../pairwise-sum.ts';
import { lowestUnlessTied } from './lowest-keys.ts';

/**
 * Rounds numbers to integers that sum to their rounded sum: each to the nearest, halves to even, then
 * those furthest from their integer by one, until the sum is right (cleanlab: `round_preserving_sum`).
 */
export function roundPreservingSum(values: Float64Array): Float64Array {
  const rounded = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value !== 0) rounded[at] = roundHalfEven(value);
  }
  const wanted = roundHalfEven(pairwiseSum(values));
  for (;;) {
    const missing = wanted - pairwiseSum(rounded);
    // Not a number where a class has no noise to scale: nothing is missing then.
    if (!(Math.abs(missing) > 0)) return rounded;
    for (const at of furthest(values, rounded, missing))
      rounded[at] = (rounded[at] as number) + Math.sign(missing);
  }
}

/** Places of the numbers that were rounded furthest in one direction, as many as are missing. */
function furthest(values: Float64Array, rounded: Float64Array, missing: number): Int32Array {
  const count = Math.min(Math.abs(missing), values.length);
  const residues = new Float64Array(values.length);
  const keys = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    residues[at] = (values[at] as number) - (rounded[at] as number);
    keys[at] = -Math.sign(missing) * (residues[at] as number);
  }
  const places = lowestUnlessTied(keys, count);
  if (places !== undefined) return places;
  const order = numpyOrder(residues);
  return missing < 0 ? order.subarray(0, count) : order.subarray(order.length - count);
}

/** To the nearest integer, halves to the even one (IEEE 754, as `numpy.rint`). */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
