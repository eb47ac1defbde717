import { seededRandom } from '../../numerics/seeded-random.ts';

/** An accuracy difference with its 95 % interval, as shares of all items. */
export interface AccuracyDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 999;

/**
 * Paired bootstrap of the difference of accuracies (Efron & Tibshirani 1993, §13.3, percentiles). Items
 * are resampled whole; what a resample holds of regressions and improvements is all that counts, so that
 * only these are drawn.
 */
export function accuracyDifference(
  {
    regressions,
    improvements,
    items,
  }: {
    readonly regressions: number;
    readonly improvements: number;
    readonly items: number;
  },
  seed: number,
): AccuracyDifference {
  const random = seededRandom(seed);
  const changed = regressions + improvements;
  const draws = Float64Array.from({ length: RESAMPLES }, () => {
    const drawn = binomialDraw(items, changed / items, random);
    const better = binomialDraw(drawn, improvements / Math.max(1, changed), random);
    return (2 * better - drawn) / items;
  }).sort();
  return {
    difference: (improvements - regressions) / items,
    low: draws[Math.floor(0.025 * RESAMPLES)] as number,
    high: draws[Math.floor(0.975 * RESAMPLES)] as number,
  };
}

/** Successes among trials: the gaps between successes are geometric (Devroye 1986, §X.4.3). */
function binomialDraw(trials: number, chance: number, random: () => number): number {
  if (chance > 0.5) return trials - binomialDraw(trials, 1 - chance, random);
  if (chance <= 0) return 0;
  const step = Math.log1p(-chance);
  let successes = -1;
  for (let trial = 0; trial <= trials; successes += 1)
    trial += 1 + Math.floor(Math.log(1 - random()) / step);
  return successes;
}
