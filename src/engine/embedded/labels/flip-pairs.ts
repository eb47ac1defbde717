import { SURE_BIN } from '../../operations/disagreement.ts';
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
}

export interface PairLimits {
  readonly leastFlips: number;
  /** No more pairs than these. */
  readonly most: number;
}

interface Tally {
  all: number;
  sure: number;
}

/** The commonest changes of label among the rows that count, the commonest first. */
export function flipPairs(
  { labels, given, likely, sureness, mass }: JudgedRecords,
  counts: Uint8Array,
  { leastFlips, most }: PairLimits,
): PairRates[] {
  const classes = labels.length;
  const flips = new Map<number, Tally>();
  const records = labels.map((): Tally => ({ all: 0, sure: 0 }));
  for (let row = 0; row < given.length; row += 1) {
    if (counts[row] === 0) continue;
    const from = likely[row] as number;
    const sure = (sureness[row] as number) >= SURE_BIN ? 1 : 0;
    const all = records[from] as Tally;
    all.all += 1;
    all.sure += sure;
    if (given[row] === from) continue;
    const pair = from * classes + (given[row] as number);
    const tally = flips.get(pair) ?? { all: 0, sure: 0 };
    tally.all += 1;
    tally.sure += sure;
    flips.set(pair, tally);
  }
  return [...flips]
    .map(([pair, tally]): PairRates => {
      const likelyLabel = Math.floor(pair / classes);
      const of = records[likelyLabel] as Tally;
      return {
        likely: likelyLabel,
        given: pair % classes,
        records: of.all,
        flips: tally.all,
        mass: mass[pair] ?? 0,
        rate: tally.all / of.all,
        sureRate: tally.sure / Math.max(1, of.sure),
      };
    })
    .filter((pair) => pair.flips >= leastFlips)
    .sort((a, b) => b.flips - a.flips || a.likely - b.likely || a.given - b.given)
    .slice(0, Math.min(most, MOST_PAIRS));
}
