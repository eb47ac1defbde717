import { SURE_BIN, SURENESS_BINS } from '../../operations/disagreement.ts';
import type { JudgedRecords } from './judged-records.ts';

const MOST_PAIRS = 32;

/** A change of label, and how often it happens in all records of its likely label. */
export interface PairRates {
  readonly likely: number;
  readonly given: number;
  readonly records: number;
  readonly flips: number;
  /** Sum of the probabilities of `given` where `likely` is likely. */
  readonly mass: number;
  /** Share of the records with the likely label that are changed so; of those it is sure of. */
  readonly rate: number;
  readonly sureRate: number;
  /** The same share by bin of sureness. */
  readonly ratesBySureness: Float64Array;
}

export interface PairLimits {
  readonly leastFlips: number;
  /** No more pairs than these. */
  readonly most: number;
}

/** Rows by bin of sureness. */
type Tally = Float64Array;

/** The commonest changes of label among the rows that count, the commonest first. */
export function flipPairs(
  { labels, given, likely, sureness, mass }: JudgedRecords,
  counts: Uint8Array,
  { leastFlips, most }: PairLimits,
): PairRates[] {
  const classes = labels.length;
  const flips = new Map<number, Tally>();
  const records = labels.map((): Tally => new Float64Array(SURENESS_BINS));
  for (let row = 0; row < given.length; row += 1) {
    if (counts[row] === 0) continue;
    const [from, bin] = [likely[row] as number, sureness[row] as number];
    countIn(records[from] as Tally, bin);
    if (given[row] === from) continue;
    const pair = from * classes + (given[row] as number);
    const tally = flips.get(pair) ?? new Float64Array(SURENESS_BINS);
    countIn(tally, bin);
    flips.set(pair, tally);
  }
  return [...flips]
    .map(([pair, tally]): PairRates => {
      const likelyLabel = Math.floor(pair / classes);
      const of = records[likelyLabel] as Tally;
      return {
        likely: likelyLabel,
        given: pair % classes,
        records: sumFrom(of, 0),
        flips: sumFrom(tally, 0),
        mass: mass[pair] ?? 0,
        rate: sumFrom(tally, 0) / sumFrom(of, 0),
        sureRate: sumFrom(tally, SURE_BIN) / Math.max(1, sumFrom(of, SURE_BIN)),
        ratesBySureness: tally.map((count, bin) => count / Math.max(1, of[bin] as number)),
      };
    })
    .filter((pair) => pair.flips >= leastFlips)
    .sort((a, b) => b.flips - a.flips || a.likely - b.likely || a.given - b.given)
    .slice(0, Math.min(most, MOST_PAIRS));
}

function countIn(tally: Tally, bin: number): void {
  tally[bin] = (tally[bin] as number) + 1;
}

function sumFrom(tally: Tally, bin: number): number {
  return tally.subarray(bin).reduce((sum, count) => sum + count, 0);
}
