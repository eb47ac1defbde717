import {
  type Disagreement,
  type StrataCounts,
  SURE_BIN,
  SURENESS_BINS,
} from '../../engine/operations/disagreement.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';

/** How far labels differ more often at some places than everywhere, whatever they should be. */
export interface JointRise {
  readonly records: number;
  readonly differ: number;
  readonly expected: number;
  /** Likely labels with enough records here, and how many of them must rise. */
  readonly labels: number;
  readonly needed: number;
  /** So many times what is expected, in at least `needed` labels. */
  readonly ratio: number;
  /** ln P that labels differ more often in at least `needed` labels. */
  readonly logP: number;
}

/** What a label's records are compared with. */
export type Stratum =
  /** All records of which it is likely. */
  | 'label'
  /** Those of which the model is as sure. */
  | 'sureness'
  /** Only records of which the model is sure, as sure each. */
  | 'sure';

const LEAST_RECORDS = 10;

interface Direction {
  readonly differ: number;
  readonly expected: number;
  readonly deviations: number;
  readonly tail: () => number;
}

/**
 * A rise in both directions: in at least half of the labels, two at least, more records differ than as
 * many records of the same strata anywhere. Null: which labels differ has nothing to do with the place;
 * hypergeometric within strata, bounded by Chernoff (Hoeffding 1963). Labels are joined by the partial
 * conjunction test (Benjamini and Heller 2008). `null` where fewer than two labels have enough records.
 */
export function jointRise(
  all: Disagreement,
  here: StrataCounts,
  stratum: Stratum,
): JointRise | null {
  const directions = directionsOf(all, here, stratum);
  if (directions.length < 2) return null;
  const needed = neededOf(directions.length);
  const sum = (of: (one: Direction) => number): number =>
    directions.reduce((total, one) => total + of(one), 0);
  const tails = directions.map(({ tail }) => tail()).sort((a, b) => a - b);
  const ratios = directions
    .map(({ differ, expected }) => differ / Math.max(1e-9, expected))
    .sort((a, b) => b - a);
  const conjunction = (tails[needed - 1] ?? 0) + Math.log(directions.length - needed + 1);
  return {
    records: total(here.records),
    differ: sum(({ differ }) => differ),
    expected: sum(({ expected }) => expected),
    labels: directions.length,
    needed,
    ratio: ratios[needed - 1] ?? 0,
    logP: Math.min(0, conjunction),
  };
}

/** How many standard deviations the labels rise that must: quick, to find the strongest of many places. */
export function jointDeviations(all: Disagreement, here: StrataCounts, stratum: Stratum): number {
  const directions = directionsOf(all, here, stratum);
  if (directions.length < 2) return Number.NEGATIVE_INFINITY;
  const sorted = directions.map(({ deviations }) => deviations).sort((a, b) => b - a);
  return sorted[neededOf(directions.length) - 1] ?? Number.NEGATIVE_INFINITY;
}

function neededOf(labels: number): number {
  return Math.max(2, Math.ceil(labels / 2));
}

function directionsOf(all: Disagreement, here: StrataCounts, stratum: Stratum): Direction[] {
  return all.labels.flatMap((_, label) => {
    const first = label * SURENESS_BINS;
    const bins = Array.from({ length: SURENESS_BINS }, (_bin, bin) => first + bin);
    const cells = stratum === 'sure' ? bins.slice(SURE_BIN) : bins;
    const groups = stratum === 'label' ? [cells] : cells.map((cell) => [cell]);
    const counts = groups.map((group) => sumAt(here.records, group));
    const rates = groups.map(
      (group) => sumAt(all.differ, group) / Math.max(1, sumAt(all.records, group)),
    );
    if (counts.reduce((sum, count) => sum + count, 0) < LEAST_RECORDS) return [];
    const differ = sumAt(here.differ, cells);
    const expected = counts.reduce((sum, count, at) => sum + count * (rates[at] ?? 0), 0);
    const variance = counts.reduce(
      (sum, count, at) => sum + count * (rates[at] ?? 0) * (1 - (rates[at] ?? 0)),
      0,
    );
    const logits = rates.map((rate) => Math.log(Math.max(1e-9, rate) / Math.max(1e-9, 1 - rate)));
    return [
      {
        differ,
        expected,
        deviations: (differ - expected) / Math.sqrt(Math.max(1e-9, variance)),
        tail: () =>
          differ <= expected ? 0 : upperTail({ counts, logits }, differ).logProbability(),
      },
    ];
  });
}

function sumAt(counts: Uint32Array, cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + (counts[cell] as number), 0);
}

function total(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
