import { poissonRatio } from './change-counter.ts';

/** The smallest drop that a slice of some size would have been reported for. */
export interface SmallestDrop {
  readonly items: number;
  /** Share of the slice's answers, or `null` where no drop would be seen. */
  readonly drop: number | null;
}

const SIZES = [20, 40, 60, 100, 200, 500, 1000, 5000, 20_000];

/**
 * What a comparison could have seen, by size of slice: the regressions that lift the statistic over the
 * threshold, were the slice's other changes as usual.
 *
 * @param changed share of all items that changed
 */
export function smallestDrops(
  threshold: number,
  { changed, items }: { readonly changed: number; readonly items: number },
): readonly SmallestDrop[] {
  return SIZES.filter((size) => size < items).map((size) => {
    const usual = (size * changed) / 2;
    for (let regressions = 1; regressions <= size; regressions += 1)
      if (poissonRatio(regressions, Math.max(1, usual)) > threshold)
        return { items: size, drop: Math.max(0, regressions - usual) / size };
    return { items: size, drop: null };
  });
}
