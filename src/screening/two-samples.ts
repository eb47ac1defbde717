import type { ColumnProfile } from '../engine/operations/columns.ts';
import { chiSquareTail } from '../numerics/chi-square-tail.ts';
import { kolmogorovTail } from '../numerics/kolmogorov-tail.ts';

/** How far the values of one column moved between two datasets. */
export interface Shift {
  /** Cramér's V or Kolmogorov's distance, 0 to 1. */
  readonly effect: { readonly name: string; readonly value: number };
  readonly pValue: number;
  /** Population stability index: Σ (share − share before) ln (share / share before). */
  readonly stability: number;
  /** Jensen–Shannon divergence in bits, 0 to 1. */
  readonly divergence: number;
  /** Values whose share changed most, in words: “web” 10 % → 40 %. */
  readonly moved: readonly string[];
}

const MOST_MOVED = 3;
/** Values that fewer records have than this, in both together, are taken as one. */
const LEAST_EXPECTED = 10;
const PARTS = 10;
/** Half a record, so that no logarithm is of nothing. */
const SMALL = 0.5;

/** Compares two profiles of one column; `null` where they cannot be compared. */
export function shiftBetween(now: ColumnProfile, past: ColumnProfile): Shift | null {
  if (now.records === 0 || past.records === 0) return null;
  if (now.kind === 'numbers' && past.kind === 'numbers') return numberShift(now, past);
  if (now.kind === 'categories' && past.kind === 'categories') return categoryShift(now, past);
  return null;
}

type Categories = Extract<ColumnProfile, { kind: 'categories' }>;
type Numbers = Extract<ColumnProfile, { kind: 'numbers' }>;

interface Cell {
  readonly name: string;
  readonly now: number;
  readonly past: number;
}

/** Null: both are drawn from one distribution (Pearson's chi-square of homogeneity). */
function categoryShift(now: Categories, past: Categories): Shift {
  const cells = cellsOf(now, past);
  const total = now.records + past.records;
  let statistic = 0;
  for (const { now: here, past: before } of cells) {
    for (const [count, size] of [
      [here, now.records],
      [before, past.records],
    ] as const) {
      const expected = ((here + before) * size) / total;
      statistic += (count - expected) ** 2 / expected;
    }
  }
  const freedom = Math.max(1, cells.length - 1);
  return {
    effect: { name: "Cramér's V", value: Math.sqrt(statistic / total) },
    pValue: chiSquareTail(statistic, freedom),
    ...distances(cells, now.records, past.records),
  };
}

function cellsOf(now: Categories, past: Categories): Cell[] {
  const before = new Map(past.values.map(({ value, records }) => [value, records]));
  const here = new Map(now.values.map(({ value, records }) => [value, records]));
  const names = [...new Set([...here.keys(), ...before.keys()])];
  const named = names.map((name) => ({
    name,
    now: here.get(name) ?? 0,
    past: before.get(name) ?? 0,
  }));
  const large = named.filter((cell) => cell.now + cell.past >= LEAST_EXPECTED);
  const rest = {
    name: 'all others',
    now: now.records - large.reduce((sum, cell) => sum + cell.now, 0),
    past: past.records - large.reduce((sum, cell) => sum + cell.past, 0),
  };
  return rest.now + rest.past > 0 ? [...large, rest] : large;
}

/** Null: both are drawn from one continuous distribution (Kolmogorov and Smirnov, two samples). */
function numberShift(now: Numbers, past: Numbers): Shift {
  const points = [...now.quantiles, ...past.quantiles];
  const distance = points.reduce(
    (most, point) =>
      Math.max(most, Math.abs(shareUpTo(now.quantiles, point) - shareUpTo(past.quantiles, point))),
    0,
  );
  // Each distribution function is known to one part in the number of its quantiles.
  const sure = Math.max(0, distance - 2 / (now.quantiles.length - 1));
  const edges = Array.from({ length: PARTS - 1 }, (_, at) =>
    valueAt(past.quantiles, (at + 1) / PARTS),
  );
  const cells = [...new Set(edges), Number.POSITIVE_INFINITY].map((edge, at, all): Cell => {
    const low = at === 0 ? Number.NEGATIVE_INFINITY : (all[at - 1] as number);
    const share = (quantiles: Float64Array): number =>
      shareUpTo(quantiles, edge) - (at === 0 ? 0 : shareUpTo(quantiles, low));
    const name = at === 0 ? `up to ${edge}` : `above ${low}`;
    return {
      name,
      now: share(now.quantiles) * now.records,
      past: share(past.quantiles) * past.records,
    };
  });
  return {
    effect: { name: "Kolmogorov's distance", value: distance },
    pValue: kolmogorovTail(sure, now.records, past.records),
    ...distances(cells, now.records, past.records),
  };
}

/** Share of the values that are at most `point`. */
function shareUpTo(quantiles: Float64Array, point: number): number {
  let [low, high] = [0, quantiles.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((quantiles[middle] as number) <= point) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1) / (quantiles.length - 1);
}

function valueAt(quantiles: Float64Array, share: number): number {
  return quantiles[Math.round(share * (quantiles.length - 1))] as number;
}

function distances(
  cells: readonly Cell[],
  now: number,
  past: number,
): Pick<Shift, 'stability' | 'divergence' | 'moved'> {
  let [stability, divergence] = [0, 0];
  for (const cell of cells) {
    const [p, q] = [(cell.now + SMALL) / (now + SMALL), (cell.past + SMALL) / (past + SMALL)];
    const middle = (p + q) / 2;
    stability += (p - q) * Math.log(p / q);
    divergence += (p * Math.log2(p / middle) + q * Math.log2(q / middle)) / 2;
  }
  const moved = cells
    .toSorted(
      (a, b) => Math.abs(b.now / now - b.past / past) - Math.abs(a.now / now - a.past / past),
    )
    .slice(0, MOST_MOVED)
    .map((cell) => `“${cell.name}” ${percent(cell.past / past)} → ${percent(cell.now / now)}`);
  return { stability, divergence: Math.min(1, Math.max(0, divergence)), moved };
}

function percent(share: number): string {
  return `${Math.round(1000 * Math.max(0, share)) / 10} %`;
}
