import type { FloatArray } from '../float-array.ts';
import { GapPartition } from './gap-partition.ts';
import { introsort } from './introsort.ts';
import { NETWORK_LIMIT, sortByNetwork } from './merge-network.ts';

const SAMPLES = 8;

/**
 * The order that sorts `keys` ascending: `numpy.argsort(keys)`, equal keys included.
 *
 * NumPy's sort is not stable, so that equal keys come out in an order of its own, and which of them fall
 * on one side of a cut is its choice. This makes the moves of NumPy 2.4 on processors with AVX-512
 * (x86-simd-sort): quicksort around the fifth of eight samples, a merge network for what is short, introsort
 * where quicksort gets nowhere. On other processors NumPy makes other moves; here the order is the same
 * everywhere. Keys must not be NaN.
 */
export function numpyOrder(keys: FloatArray): Int32Array {
  const order = new Int32Array(keys.length);
  for (let at = 0; at < order.length; at += 1) order[at] = at;
  if (!isSorted(keys)) {
    const rounds = 2 * (31 - Math.clz32(order.length));
    const gap = new GapPartition(keys, order);
    sortRange({ keys, order, gap }, { start: 0, end: order.length, rounds });
  }
  return order;
}

interface Sorting {
  readonly keys: FloatArray;
  readonly order: Int32Array;
  readonly gap: GapPartition;
}

interface Range {
  readonly start: number;
  readonly end: number;
  /** Partitions that may still be tried. */
  readonly rounds: number;
}

function sortRange(sorting: Sorting, range: Range): void {
  const { keys, order, gap } = sorting;
  const { start, end } = range;
  let { rounds } = range;
  let lowest = Number.NaN;
  for (; rounds > 0; rounds -= 1) {
    if (end - start <= NETWORK_LIMIT) {
      sortByNetwork(keys, order.subarray(start, end));
      return;
    }
    const pivot = fifthOfEight(keys, order.subarray(start, end));
    const known = pivot === lowest;
    const middle = gap.partition(start, end, known ? Number.NEGATIVE_INFINITY : pivot);
    const above = known || hasAbove(keys, order.subarray(middle, end), pivot);
    if (middle > start || !above) {
      if (middle > start) sortRange(sorting, { start, end: middle, rounds: rounds - 1 });
      if (above) sortRange(sorting, { start: middle, end, rounds: rounds - 1 });
      return;
    }
    // All of the range is on one side: it was put into another order, and is tried again.
    lowest = pivot;
  }
  introsort(keys, order.subarray(start, end));
}

function fifthOfEight(keys: FloatArray, order: Int32Array): number {
  const step = Math.floor((order.length - 1) / SAMPLES);
  const samples = Float64Array.from(
    { length: SAMPLES },
    (_, sample) => keys[order[step * (sample + 1)] as number] as number,
  );
  return samples.sort()[4] as number;
}

function hasAbove(keys: FloatArray, order: Int32Array, pivot: number): boolean {
  for (const index of order) if ((keys[index] as number) > pivot) return true;
  return false;
}

function isSorted(keys: FloatArray): boolean {
  for (let at = 1; at < keys.length; at += 1)
    if ((keys[at - 1] as number) > (keys[at] as number)) return false;
  return true;
}
