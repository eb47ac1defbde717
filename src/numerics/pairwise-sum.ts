import type { FloatArray } from './float-array.ts';

/** NumPy keeps eight partial sums; shorter arrays it adds one number after the other. */
const LANES = 8;
/** Longer arrays are halved. */
const BLOCK = 128;

const SINGLE = new Float32Array(LANES);
const DOUBLE = new Float64Array(LANES);

/**
 * The sum of `length` numbers from `start`, by pairwise summation, bit for bit as `numpy.sum` adds
 * a contiguous array: in the precision of the array, rounded after every addition. Its error grows
 * with log n, not n (Higham, "The accuracy of floating point summation", 1993).
 */
export function pairwiseSum(
  values: FloatArray,
  start: number = 0,
  length: number = values.length - start,
): number {
  if (length <= BLOCK) return blockSum(values, start, length);
  const left = leftOf(length);
  const sum = pairwiseSum(values, start, left) + pairwiseSum(values, start + left, length - left);
  return values instanceof Float32Array ? Math.fround(sum) : sum;
}

/** Doubles of which most are zero: `values[n]` at `places[n]`, ascending, among `length` of them. */
export interface SparseNumbers {
  readonly length: number;
  readonly places: Int32Array;
  readonly values: Float64Array;
}

/** `pairwiseSum` of doubles of which most are zero. */
export function sparsePairwiseSum({ length, places, values }: SparseNumbers): number {
  const block = new Float64Array(BLOCK);
  let next = 0;
  const sumFrom = (start: number, count: number): number => {
    const end = start + count;
    if (next === places.length || (places[next] as number) >= end) return 0;
    if (count > BLOCK) {
      const left = leftOf(count);
      const sum = sumFrom(start, left);
      return sum + sumFrom(start + left, count - left);
    }
    block.fill(0);
    for (; next < places.length && (places[next] as number) < end; next += 1)
      block[(places[next] as number) - start] = values[next] as number;
    return blockSum(block, 0, count);
  };
  return sumFrom(0, length);
}

function leftOf(length: number): number {
  const half = length >>> 1;
  return half - (half % LANES);
}

/** Partial sums are stored in the precision of the values, and storing rounds. */
function blockSum(values: FloatArray, start: number, length: number): number {
  const partial = values instanceof Float32Array ? SINGLE : DOUBLE;
  const end = start + length;
  let at = start;
  partial[0] = 0;
  if (length >= LANES) {
    for (let lane = 0; lane < LANES; lane += 1) partial[lane] = values[at + lane] as number;
    const whole = end - (length % LANES);
    for (at += LANES; at < whole; at += LANES) {
      for (let lane = 0; lane < LANES; lane += 1) add(partial, lane, values[at + lane] as number);
    }
    for (let apart = 1; apart < LANES; apart *= 2) {
      for (let lane = 0; lane < LANES; lane += 2 * apart)
        add(partial, lane, partial[lane + apart] as number);
    }
  }
  for (; at < end; at += 1) add(partial, 0, values[at] as number);
  return partial[0] as number;
}

function add(partial: FloatArray, lane: number, value: number): void {
  partial[lane] = (partial[lane] as number) + value;
}
