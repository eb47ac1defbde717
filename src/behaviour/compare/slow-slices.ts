import { signTail } from './sign-tail.ts';
import type { Slice } from './slice.ts';

/** A part of the input space in which the new version became slower than elsewhere. */
export interface SlowSlice {
  readonly slice: Slice;
  /** Median of new by old latency in the slice, by that of all items. */
  readonly ratio: number;
  readonly slower: number;
  /** Corrected for the slices that were looked at (Bonferroni). */
  readonly pValue: number;
}

/** Less than this is not worth anybody's attention. */
const LEAST_RATIO = 1.1;
const LEAST_ITEMS = 20;

/**
 * Looks for slices in which latency grew more than everywhere: of their items, more than half grew by
 * more than the median of all (sign test, exact up to ties).
 *
 * @param ratios new by old latency of each item
 */
export function slowSlices(
  ratios: Float64Array,
  slices: readonly Slice[],
  level: number,
): readonly SlowSlice[] {
  const usual = medianOf(ratios);
  const fitting = slices.filter(({ items }) => items.length >= LEAST_ITEMS);
  return fitting
    .flatMap((slice) => {
      const own = Float64Array.from(slice.items, (item) => ratios[item] as number);
      const slower = own.filter((ratio) => ratio > usual).length;
      const ratio = medianOf(own) / usual;
      if (ratio < LEAST_RATIO) return [];
      const pValue = Math.min(1, signTail(slower, own.length - slower) * fitting.length);
      return pValue > level ? [] : [{ slice, ratio, slower, pValue }];
    })
    .sort((one, other) => one.pValue - other.pValue || other.ratio - one.ratio);
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted();
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
