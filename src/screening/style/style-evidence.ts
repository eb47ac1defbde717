import {
  binLogit,
  EXCESS_BINS,
  type ExcessHistogram,
} from '../../engine/operations/outcome-model.ts';
import type { LabelStyle } from '../../engine/operations/styles.ts';
import {
  expectedSuccesses,
  successVariance,
  type Trials,
  upperTail,
} from '../../numerics/binomial-tail.ts';

/** The records that look most like a label's style, against what their words predict. */
export interface GroupEvidence {
  /** The least score of its records. */
  readonly level: number;
  readonly records: number;
  /** Records with the label. */
  readonly hits: number;
  readonly expected: number;
  readonly deviation: number;
  /** ln p of the hits, under the null that style adds nothing to the words of a record. */
  readonly logP: number;
  /** Lower confidence bound (p = 0.0001) of the log-odds that the style adds. */
  readonly override: number;
  /** The same on either half of the data alone, at p = 0.05. */
  readonly overrideByHalf: readonly [number, number];
}

export interface StyleEvidence {
  readonly style: LabelStyle;
  /** Every group that is large enough, the smallest first, against all words of the records. */
  readonly groups: readonly GroupEvidence[];
  /** The same groups against the words that do not show the style. */
  readonly masked: readonly GroupEvidence[];
}

/** ln of the level at which an override is bounded: as of trigger association. */
const EFFECT_LEVEL = -9;
const HALF_LEVEL = Math.log(0.05);
const LEAST_RECORDS = 40;
const LOGITS = Float64Array.from({ length: EXCESS_BINS }, (_, bin) => binLogit(bin));

/** What a label's style does to the label, in groups that are large enough to say. */
export function styleEvidence(style: LabelStyle): StyleEvidence {
  const evidence = (pick: 'counts' | 'masked'): GroupEvidence[] =>
    style.groups
      .map((group) => groupEvidence(group.level, group[pick]))
      .filter(({ records }) => records >= LEAST_RECORDS);
  return { style, groups: evidence('counts'), masked: evidence('masked') };
}

/** The group to whose labels the style adds most. */
export function strongestOf(groups: readonly GroupEvidence[]): GroupEvidence | undefined {
  return groups.toSorted((a, b) => b.override - a.override)[0];
}

function groupEvidence(level: number, counts: ExcessHistogram['counts']): GroupEvidence {
  const trials = joined(counts.flat());
  const hits = total(joined(counts.map(([, hit]) => hit)));
  const tail = upperTail(trials, hits);
  const [first, second] = counts.map(([miss, hit]) =>
    upperTail(joined([miss, hit]), total(joined([hit]))).shiftLowerBound(HALF_LEVEL),
  );
  return {
    level,
    records: total(trials),
    hits,
    expected: expectedSuccesses(trials),
    deviation: Math.sqrt(successVariance(trials)),
    logP: tail.logProbability(),
    override: tail.shiftLowerBound(EFFECT_LEVEL),
    overrideByHalf: [first ?? Number.NEGATIVE_INFINITY, second ?? Number.NEGATIVE_INFINITY],
  };
}

function joined(parts: readonly Uint32Array[]): Trials {
  const counts = new Uint32Array(EXCESS_BINS);
  for (const part of parts)
    part.forEach((count, bin) => {
      counts[bin] = (counts[bin] as number) + count;
    });
  return { counts, logits: LOGITS };
}

function total({ counts }: Trials): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin += 1) sum += counts[bin] as number;
  return sum;
}
