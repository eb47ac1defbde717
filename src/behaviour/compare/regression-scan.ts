import { seededRandom } from '../../numerics/seeded-random.ts';
import { type ChangeCounter, changeCounter } from './change-counter.ts';
import type { ItemChanges } from './item-changes.ts';
import { signTail } from './sign-tail.ts';
import type { Slice } from './slice.ts';

/** A part of the input space in which the new version became worse. */
export interface RegressedSlice {
  readonly slice: Slice;
  /** Items that became wrong there: where one wrong answer stands out, those that got it. */
  readonly regressed: Uint32Array;
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
  /** Slices and answers that were looked at. */
  readonly scanned: number;
  /** The strongest first; none whose regressions mostly lie in a stronger one. */
  readonly slices: readonly RegressedSlice[];
  /** A statistic above this is reported. */
  readonly threshold: number;
}

export interface ScanOptions {
  /** Seeds the permutations; from the digests of what is compared. */
  readonly seed: number;
  /** Largest corrected p that is reported. */
  readonly level: number;
}

const MOST_DRAWS = 999;
const LEAST_DRAWS = 199;
const WORK = 2e8;
const MOST_SLICES = 20;
const MOST_CANDIDATES = 500;

/**
 * Looks for the part of the input space in which a new version became worse.
 *
 * The statistic of a slice with `b` regressions and `c` improvements is Kulldorff's Poisson
 * log-likelihood ratio of `b` against the larger of `c` and half of what changes of its strata let expect
 * (Kulldorff 1997, "A spatial scan statistic", §2), so that a hard region, where much changes both ways,
 * does not stand out. Null hypothesis: the versions could be swapped at any item, so that each change is
 * as likely to have become wrong as right. The correction for the number of slices is the distribution of
 * the greatest statistic under that null (Westfall & Young 1993), by flipping signs; it keeps the overlap
 * of slices and where changes fall. Drawing ends early once the strongest slice can no longer be reported
 * (Besag & Clifford 1991).
 */
export function scanRegressions(
  changes: ItemChanges,
  slices: readonly Slice[],
  options: ScanOptions,
): RegressionScan {
  const counter = changeCounter(changes, slices);
  const observed = Array.from(counter.count(changes.signs), (regressions, cell) => ({
    cell,
    regressions,
    statistic: counter.statistic(cell, regressions),
  })).sort((one, other) => other.statistic - one.statistic);
  const { maxima, draws } = nullMaxima(counter, changes.signs.length, {
    ...options,
    strongest: observed[0]?.statistic ?? 0,
  });
  const place = new Int32Array(changes.total).fill(-1);
  for (const [change, item] of changes.items.entries()) place[item] = change;
  const candidates: RegressedSlice[] = [];
  for (const { cell, regressions, statistic } of observed) {
    const pValue = (countAtLeast(maxima, statistic) + 1) / (draws + 1);
    if (statistic <= 0 || pValue > options.level) break;
    const { slice, answer, changes: all } = counter.cells[cell] as (typeof counter.cells)[number];
    const improvements = all - regressions;
    const signPValue = signTail(regressions, improvements);
    candidates.push({
      slice,
      regressed: slice.items.filter((item) => isRegressed(changes, place[item] as number, answer)),
      regressions,
      improvements,
      statistic,
      signPValue,
      pValue,
    });
    if (candidates.length === MOST_CANDIDATES) break;
  }
  return {
    scanned: counter.cells.length,
    slices: withoutRepeats(candidates),
    threshold: maxima[Math.max(0, maxima.length - Math.floor(options.level * (draws + 1)))] ?? 0,
  };
}

function nullMaxima(
  counter: ChangeCounter,
  changes: number,
  { seed, level, strongest }: ScanOptions & { readonly strongest: number },
): { readonly maxima: Float64Array; readonly draws: number } {
  const random = seededRandom(seed);
  const most = Math.floor(WORK / Math.max(1, counter.work));
  const planned = Math.min(MOST_DRAWS, Math.max(LEAST_DRAWS, most));
  const signs = new Int8Array(changes);
  const maxima = new Float64Array(planned);
  let above = 0;
  for (let draw = 0; draw < planned; draw += 1) {
    for (let change = 0; change < changes; change += 1) signs[change] = random() < 0.5 ? 1 : -1;
    let greatest = 0;
    for (const [cell, regressions] of counter.count(signs).entries())
      greatest = Math.max(greatest, counter.statistic(cell, regressions));
    maxima[draw] = greatest;
    if (greatest >= strongest - 1e-9) above += 1;
    const isHopeless = (above + 1) / (planned + 1) > level;
    if (isHopeless && draw + 1 >= LEAST_DRAWS)
      return { maxima: maxima.slice(0, draw + 1).sort(), draws: draw + 1 };
  }
  return { maxima: maxima.sort(), draws: planned };
}

function isRegressed(
  { signs, answers }: ItemChanges,
  change: number,
  answer: number | null,
): boolean {
  return change >= 0 && signs[change] === 1 && (answer === null || answers[change] === answer);
}

/** Leaves out a slice when most of its regressions lie in stronger ones: it is the same under another name. */
function withoutRepeats(candidates: readonly RegressedSlice[]): readonly RegressedSlice[] {
  const told = new Set<number>();
  const kept: RegressedSlice[] = [];
  for (const candidate of candidates) {
    const { regressed } = candidate;
    if (regressed.filter((item) => told.has(item)).length * 2 > regressed.length) continue;
    kept.push(candidate);
    for (const item of regressed) told.add(item);
    if (kept.length === MOST_SLICES) break;
  }
  return kept;
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
