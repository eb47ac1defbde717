import type { CountedFeature } from '../../engine/operations/features.ts';
import {
  binLogit,
  EXCESS_BINS,
  type ExcessHistogram,
} from '../../engine/operations/outcome-model.ts';
import { logistic, type Trials, upperTail } from '../../numerics/binomial-tail.ts';

/** A feature against its outcome, beyond what the rest of its records predicts. */
export interface Association {
  readonly feature: CountedFeature;
  /** Records with the feature, and those of them with the outcome. */
  readonly records: number;
  readonly hits: number;
  /** Hits that the rest of the records would lead one to expect, and their standard deviation. */
  readonly expected: number;
  readonly deviation: number;
  /** ln p of the hits, under the null that the feature adds nothing to the rest of the record. */
  readonly logP: number;
  /** The same on either half of the data alone. */
  readonly logPByHalf: readonly [number, number];
  /** Lower confidence bound of the log-odds that the feature adds (p = 0.0001). */
  readonly override: number;
  readonly companions: readonly string[];
}

/** ln of the level at which `override` bounds the effect: about one in ten thousand. */
const EFFECT_LEVEL = -9;

const LOGITS: Float64Array = Float64Array.from({ length: EXCESS_BINS }, (_, bin) => binLogit(bin));

/** Below so many deviations over expectation no tail is anywhere near the level of an effect. */
const LEAST_DEVIATIONS = 1;

const CHANCES: Float64Array = LOGITS.map(logistic);

/**
 * Null: given the rest of its record, each label is an independent draw with the model's
 * out-of-fold chance. The tail is Chernoff's bound, so it never claims more than it may.
 */
export function associationOf(
  feature: CountedFeature,
  { counts, companions }: ExcessHistogram,
): Association {
  const halves = counts.map(([miss, hit]) => ({ trials: joined([miss, hit]), hits: sum(hit) }));
  const trials = joined(counts.flat());
  const hits = sum(joined(counts.map(([, hit]) => hit)).counts);
  const { expected, variance } = momentsOf(trials.counts);
  const found = {
    feature,
    records: sum(trials.counts),
    hits,
    expected,
    deviation: Math.sqrt(variance),
    companions,
  };
  if (hits < expected + LEAST_DEVIATIONS * found.deviation)
    return { ...found, logP: 0, logPByHalf: [0, 0], override: Number.NEGATIVE_INFINITY };
  const tail = upperTail(trials, hits);
  const logP = tail.logProbability();
  if (logP > EFFECT_LEVEL / 2)
    return { ...found, logP, logPByHalf: [0, 0], override: Number.NEGATIVE_INFINITY };
  const [first, second] = halves.map((half) => upperTail(half.trials, half.hits).logProbability());
  return {
    ...found,
    logP,
    logPByHalf: [first ?? 0, second ?? 0],
    override: tail.shiftLowerBound(EFFECT_LEVEL),
  };
}

/** Mean and variance of the number of hits, from the chances at the middle of the bins. */
function momentsOf(counts: Uint32Array): { expected: number; variance: number } {
  let [expected, variance] = [0, 0];
  counts.forEach((count, bin) => {
    const chance = CHANCES[bin] as number;
    expected += count * chance;
    variance += count * chance * (1 - chance);
  });
  return { expected, variance };
}

function joined(parts: readonly Uint32Array[]): Trials & { counts: Uint32Array } {
  const counts = new Uint32Array(EXCESS_BINS);
  for (const part of parts)
    part.forEach((count, bin) => {
      counts[bin] = (counts[bin] as number) + count;
    });
  return { counts, logits: LOGITS };
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < counts.length; at += 1) total += counts[at] as number;
  return total;
}
