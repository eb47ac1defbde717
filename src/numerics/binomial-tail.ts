/**
 * Independent yes/no trials with unequal chances (their sum is a Poisson binomial), as a
 * histogram: `counts[b]` trials whose log-odds are `logits[b]`.
 */
export interface Trials {
  readonly counts: ArrayLike<number>;
  readonly logits: ArrayLike<number>;
}

/** Logistic function, without overflow at either end. */
export function logistic(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const odds = Math.exp(logit);
  return odds / (1 + odds);
}

/** Expected number of successes when every trial's log-odds is raised by `shift`. */
export function expectedSuccesses({ counts, logits }: Trials, shift: number = 0): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin += 1)
    sum += (counts[bin] as number) * logistic((logits[bin] as number) + shift);
  return sum;
}

/** Variance of the number of successes. */
export function successVariance({ counts, logits }: Trials): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    const chance = logistic(logits[bin] as number);
    sum += (counts[bin] as number) * chance * (1 - chance);
  }
  return sum;
}

/** How unlikely a number of successes is, for any shift of all log-odds. */
export interface UpperTail {
  /**
   * Upper bound of ln P(successes ≥ observed) with all log-odds raised by `shift`: Chernoff's
   * inequality at its best exponent. Valid for every sample size, exact where all trials succeed,
   * and 0 where `observed` is not above the mean.
   */
  logProbability(shift?: number): number;
  /**
   * The largest shift under which ln P is still at most `logAlpha`: a lower confidence bound of
   * the log-odds that something adds to these trials. `-Infinity` where no shift is that small.
   */
  shiftLowerBound(logAlpha: number): number;
}

const SHIFT_LIMIT = 25;

/**
 * The best exponent of Chernoff's bound tilts every log-odds until the observed number is the
 * mean. That tilted mean does not depend on the shift, so it is found once.
 */
export function upperTail(trials: Trials, observed: number): UpperTail {
  const { counts, logits } = occupiedBins(trials);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const everySucceeds = observed >= total;
  const tilted = everySucceeds
    ? Number.POSITIVE_INFINITY
    : shiftForMean({ counts, logits }, observed);
  const sumAt = (shift: number): number => {
    let sum = 0;
    for (let bin = 0; bin < counts.length; bin += 1) {
      const logit = (logits[bin] as number) + shift;
      sum += (counts[bin] as number) * softplus(everySucceeds ? -logit : logit);
    }
    return sum;
  };
  const atTilted = everySucceeds ? 0 : sumAt(tilted);
  const logProbability = (shift = 0): number => {
    if (everySucceeds) return -sumAt(shift);
    if (tilted <= shift) return 0;
    return Math.min(0, atTilted - sumAt(shift) - (tilted - shift) * observed);
  };
  return { logProbability, shiftLowerBound: (logAlpha) => largestShift(logProbability, logAlpha) };
}

function largestShift(logProbability: (shift: number) => number, logAlpha: number): number {
  let low = -SHIFT_LIMIT;
  let high = SHIFT_LIMIT;
  if (logProbability(low) > logAlpha) return Number.NEGATIVE_INFINITY;
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2;
    if (logProbability(middle) <= logAlpha) low = middle;
    else high = middle;
  }
  return low;
}

function shiftForMean(trials: Trials, mean: number): number {
  let low = -2 * SHIFT_LIMIT;
  let high = 2 * SHIFT_LIMIT;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (expectedSuccesses(trials, middle) < mean) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function occupiedBins({ counts, logits }: Trials): { counts: number[]; logits: number[] } {
  const occupied = Array.from({ length: counts.length }, (_, bin) => bin).filter(
    (bin) => (counts[bin] as number) > 0,
  );
  return {
    counts: occupied.map((bin) => counts[bin] as number),
    logits: occupied.map((bin) => logits[bin] as number),
  };
}

/** ln(1 + eˣ), without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
