import type { Engine } from '../../engine/operations/engine.ts';
import {
  binLogit,
  EXCESS_BINS,
  type ExcessHistogram,
} from '../../engine/operations/outcome-model.ts';
import { expectedSuccesses, successVariance } from '../../numerics/binomial-tail.ts';

/** How far the rate of an outcome in a group lies from what the rest of its records predicts. */
export interface UnexplainedRate {
  readonly records: number;
  /** Rate of the outcome less the predicted one, the group's own value masked. */
  readonly excess: number;
  /** Variance of `excess`. */
  readonly variance: number;
}

export interface GroupOutcome {
  readonly column: string;
  readonly value: string;
  readonly outcome: string;
}

const SEPARATOR = '\u0000';
const LOGITS = Float64Array.from({ length: EXCESS_BINS }, (_, bin) => binLogit(bin));

/** `null` where the group is no single value of a field. */
export async function unexplainedRate(
  engine: Engine,
  { column, value, outcome }: GroupOutcome,
): Promise<UnexplainedRate | null> {
  const { features } = await engine.countFeatures({
    space: 'items',
    minimumRecords: 4,
    minimumLean: Number.NEGATIVE_INFINITY,
  });
  const name = [column, 'value', value].join(SEPARATOR);
  const feature = features.find(({ elements }) => elements[0] === name);
  const label = engine.dataset.labels.indexOf(outcome);
  if (feature === undefined || label < 0) return null;
  const [histogram] = await engine.measureExcess({ features: [{ ...feature, outcome: label }] });
  return histogram === undefined ? null : excessIn(histogram);
}

function excessIn({ counts }: ExcessHistogram): UnexplainedRate {
  const trials = { counts: new Float64Array(EXCESS_BINS), logits: LOGITS };
  let [hits, records] = [0, 0];
  for (const [miss, hit] of counts)
    for (let bin = 0; bin < EXCESS_BINS; bin += 1) {
      const both = (miss[bin] as number) + (hit[bin] as number);
      trials.counts[bin] = (trials.counts[bin] as number) + both;
      hits += hit[bin] as number;
      records += both;
    }
  return {
    records,
    excess: (hits - expectedSuccesses(trials)) / Math.max(1, records),
    variance: successVariance(trials) / Math.max(1, records) ** 2,
  };
}
