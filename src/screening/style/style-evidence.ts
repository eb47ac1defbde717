import {
  binLogit,
  EXCESS_BINS,
  type LabelStyle,
  type StyleGroup,
} from '../../engine/operations.ts';
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
  /** Every group that is large enough, the smallest first. */
  readonly groups: readonly GroupEvidence[];
  /** The group of the largest override. */
  readonly strongest: GroupEvidence;
}

/** ln of the level at which an override is bounded: as of trigger association. */
const EFFECT_LEVEL = -9;
const HALF_LEVEL = Math.log(0.05);
const LEAST_RECORDS = 40;
const LOGITS = Float64Array.from({ length: EXCESS_BINS }, (_, bin) => binLogit(bin));

/** What a label's style does to the label, or `null` where there are too few records to say. */
export function styleEvidence(style: LabelStyle): StyleEvidence | null {
  const groups = style.groups.map(groupEvidence).filter(({ records }) => records >= LEAST_RECORDS);
  const [strongest] = groups.toSorted((a, b) => b.override - a.override);
  return strongest === undefined ? null : { style, groups, strongest };
}

function groupEvidence({ level, counts }: StyleGroup): GroupEvidence {
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
