import { normalUpperTail } from './normal-tail.ts';

/** Successes among trials. */
export interface Rate {
  readonly successes: number;
  readonly trials: number;
}

export interface RateShift {
  /** Differences of rates, first less second: before, and after. */
  readonly before: number;
  readonly after: number;
  /** After less before, with the limits of its 95 % interval. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, of the change of the difference. */
  readonly pValue: number;
}

/** Of a standard normal variable, 97.5 in a hundred lie below. */
const NORMAL_975 = 1.959963984540054;

/**
 * How the difference between two rates changed: the difference of differences, with Wald's interval on
 * rates to each of which one success and one failure were added (Agresti and Caffo 2000). Null: the
 * difference is what it was.
 *
 * @throws RangeError where one of the four has no trials.
 */
export function rateShift(before: readonly [Rate, Rate], after: readonly [Rate, Rate]): RateShift {
  const four = [...after, ...before];
  if (four.some(({ trials }) => trials === 0)) throw new RangeError('a rate without trials');
  const raw = ([first, second]: readonly [Rate, Rate]): number =>
    first.successes / first.trials - second.successes / second.trials;
  const adjusted = four.map(({ successes, trials }) => (successes + 1) / (trials + 2));
  const [a = 0, b = 0, c = 0, d = 0] = adjusted;
  const variance = adjusted.reduce(
    (sum, rate, at) => sum + (rate * (1 - rate)) / ((four[at] as Rate).trials + 2),
    0,
  );
  const middle = a - b - (c - d);
  const spread = Math.sqrt(variance);
  return {
    before: raw(before),
    after: raw(after),
    change: raw(after) - raw(before),
    low: Math.max(-2, middle - NORMAL_975 * spread),
    high: Math.min(2, middle + NORMAL_975 * spread),
    pValue: Math.min(1, 2 * normalUpperTail(Math.abs(middle) / spread)),
  };
}
