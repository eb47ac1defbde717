import { seededRandom } from '../../numerics/seeded-random.ts';
import { changeCounter } from './change-counter.ts';
import type { ItemChanges } from './item-changes.ts';
import { signTail } from './sign-tail.ts';
import type { Slice } from './slice.ts';

/** A part of the input space in which the new version became worse. */
export interface RegressedSlice {
  readonly slice: Slice;
  /** The wrong answer that the new version gives there, or `null` where they are several. */
  readonly answer: number | null;
  readonly regressions: number;
  readonly improvements: number;
  /** How far the regressions exceed what the versions' symmetry lets expect: a log-likelihood ratio. */
  readonly statistic: number;
  /** Of so many regressions among what changed in this slice, were both ways alike. */
  readonly signPValue: number;
  /** Corrected for all slices and answers that were looked at. */
  readonly pValue: number;
}

export interface RegressionScan {
  readonly scanned: number;
  /** The strongest first. */
  readonly slices: readonly RegressedSlice[];
}

export interface ScanOptions {
  /** Seeds the permutations; from the digests of what is compared. */
  readonly seed: number;
  /** Largest corrected p that is reported. */
  readonly level: number;
  readonly permutations?: number;
}

const PERMUTATIONS = 1999;
const SIGN_LEVEL = 0.003;

/**
 * Looks for the part of the input space in which a new version became worse.
 *
 * The statistic of a slice with `b` regressions and `c` improvements is Kulldorff's Poisson
 * log-likelihood ratio of `b` against the larger of `c` and what changes of its strata let expect
 * (Kulldorff 1997, "A spatial scan statistic", §2), so that a hard region, where much changes both ways,
 * does not stand out. Null hypothesis: within a stratum (same true answer, old version as sure) changes
 * fall on any item alike, and each is as likely to have become wrong as right. The correction for the
 * number of slices is the distribution of the greatest statistic under that null (Westfall & Young 1993),
 * by permutation; it keeps the overlap of slices. Regions may be hard in ways that no stratum knows:
 * therefore a slice must also be one-sided by itself (sign test, p ≤ 0.003), which holds without any
 * assumption on where changes fall.
 */
export function scanRegressions(
  changes: ItemChanges,
  slices: readonly Slice[],
  { seed, level, permutations = PERMUTATIONS }: ScanOptions,
): RegressionScan {
  const counter = changeCounter(changes, slices);
  const observed = counter.count(changes.items, changes.signs);
  const greatest = nullMaxima(changes, counter, { seed, permutations });
  const found: RegressedSlice[] = [];
  for (const [cell, regressions] of observed.regressions.entries()) {
    const improvements = observed.improvements[cell] as number;
    const statistic = counter.statistic(cell, regressions, improvements);
    if (statistic <= 0) continue;
    const signPValue = signTail(regressions, improvements);
    const pValue = (countAtLeast(greatest, statistic) + 1) / (permutations + 1);
    if (pValue > level || signPValue > SIGN_LEVEL) continue;
    const { slice, answer } = counter.cell(cell);
    found.push({ slice, answer, regressions, improvements, statistic, signPValue, pValue });
  }
  return {
    scanned: slices.length,
    slices: found.sort((one, other) => other.statistic - one.statistic),
  };
}

function nullMaxima(
  { signs, strata, items: changed }: ItemChanges,
  counter: ReturnType<typeof changeCounter>,
  { seed, permutations }: { readonly seed: number; readonly permutations: number },
): Float64Array {
  const random = seededRandom(seed);
  const members = membersByStratum(strata);
  const homes = Array.from(changed, (item) => members.get(strata[item] as number) as number[]);
  const items = new Uint32Array(changed.length);
  const drawn = new Int8Array(signs.length);
  const maxima = new Float64Array(permutations);
  for (let draw = 0; draw < permutations; draw += 1) {
    for (const [index, home] of homes.entries()) {
      items[index] = home[Math.floor(random() * home.length)] as number;
      drawn[index] = random() < 0.5 ? 1 : -1;
    }
    maxima[draw] = counter.greatest(items, drawn);
  }
  return maxima.sort();
}

function membersByStratum(strata: Uint32Array): ReadonlyMap<number, number[]> {
  return Map.groupBy(strata.keys(), (item) => strata[item] as number);
}

function countAtLeast(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // A tie counts against the finding, and rounding must not break it.
    if ((ascending[middle] as number) < value - 1e-9) low = middle + 1;
    else high = middle;
  }
  return ascending.length - low;
}
