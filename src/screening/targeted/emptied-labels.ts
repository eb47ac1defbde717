import { type Disagreement, SURENESS_BINS } from '../../engine/operations/disagreement.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { spreadsBeyond } from '../spreads-beyond.ts';

/** A label whose records are called something else, far more often than those of other labels. */
export interface EmptiedLabel {
  readonly label: string;
  /** Records of which it is likely, and those of them that are called otherwise. */
  readonly records: number;
  readonly differ: number;
  readonly expected: number;
  /** Distance from other labels, in their spread. */
  readonly spreads: number;
  readonly logP: number;
  readonly qValue: number;
}

const LEVEL = 0.001;
const LEAST_RECORDS = 20;
const LEAST_EXCESS = 0.2;
const LEAST_RATIO = 3;
const LEAST_SPREADS = 6;
/** Fewer labels than this have no spread to speak of. */
const LEAST_LABELS = 4;

/**
 * Labels one by one, so that a rare one is not lost in the mean. Null: of the records of a label as many
 * are called otherwise as of all other labels'; Bonferroni over labels.
 */
export function emptiedLabels(all: Disagreement): EmptiedLabel[] {
  const labels = all.labels.map((label, at) => {
    const cells = [at * SURENESS_BINS, (at + 1) * SURENESS_BINS] as const;
    return {
      label,
      records: sumOf(all.records.subarray(...cells)),
      differ: sumOf(all.differ.subarray(...cells)),
    };
  });
  const counted = labels.filter(({ records }) => records >= LEAST_RECORDS);
  if (counted.length < LEAST_LABELS) return [];
  const [records, differ] = [sumOf(all.records), sumOf(all.differ)];
  return counted
    .map((own): EmptiedLabel => {
      const rate = (differ - own.differ + 0.5) / (records - own.records + 1);
      const expected = own.records * rate;
      const tail = upperTail(
        { counts: [own.records], logits: [Math.log(rate / (1 - rate))] },
        own.differ,
      );
      const logP = own.differ <= expected ? 0 : tail.logProbability();
      const shares = counted
        .filter(({ label }) => label !== own.label)
        .map((other) => other.differ / other.records);
      return {
        ...own,
        expected,
        spreads: spreadsBeyond(shares, own.differ / own.records, own.records),
        logP,
        qValue: Math.min(1, Math.exp(logP) * counted.length),
      };
    })
    .filter(
      (one) =>
        one.qValue <= LEVEL &&
        one.differ - one.expected >= LEAST_EXCESS * one.records &&
        one.differ >= LEAST_RATIO * one.expected &&
        one.spreads >= LEAST_SPREADS,
    )
    .sort((a, b) => a.logP - b.logP);
}

function sumOf(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
