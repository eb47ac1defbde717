import type { ItemChanges } from './item-changes.ts';
import type { Slice } from './slice.ts';

/** Counts changes by cell: a slice, taken with all wrong answers or with one of them. */
export interface ChangeCounter {
  cell(index: number): { readonly slice: Slice; readonly answer: number | null };
  count(items: Uint32Array, signs: Int8Array): CellCounts;
  statistic(cell: number, regressions: number, improvements: number): number;
  /** The greatest statistic over all cells, for changes on these items with these signs. */
  greatest(items: Uint32Array, signs: Int8Array): number;
}

export interface CellCounts {
  readonly regressions: Uint32Array;
  readonly improvements: Uint32Array;
}

/** An answer with fewer changes over all items is not scanned by itself. */
const LEAST_CHANGES = 5;

/** Prepares the counting: for each item its slices, for each cell its expected number of regressions. */
export function changeCounter(changes: ItemChanges, slices: readonly Slice[]): ChangeCounter {
  const layers = layersOf(changes);
  const width = layers.length;
  const slicesOf = slicesByItem(changes.total, slices);
  const expected = expectedByCell(changes, { slices, layers });
  const layerOf = Uint32Array.from(changes.answers, (answer) =>
    Math.max(0, layers.indexOf(answer)),
  );
  const counts: CellCounts = {
    regressions: new Uint32Array(slices.length * width),
    improvements: new Uint32Array(slices.length * width),
  };

  const count = (items: Uint32Array, signs: Int8Array): CellCounts => {
    counts.regressions.fill(0);
    counts.improvements.fill(0);
    for (const [change, item] of items.entries()) {
      const table = (signs[change] as number) > 0 ? counts.regressions : counts.improvements;
      const layer = layerOf[change] as number;
      const end = slicesOf.ends[item] as number;
      for (let at = slicesOf.ends[item - 1] ?? 0; at < end; at += 1) {
        const first = (slicesOf.slices[at] as number) * width;
        table[first] = (table[first] as number) + 1;
        if (layer > 0) table[first + layer] = (table[first + layer] as number) + 1;
      }
    }
    return counts;
  };
  const statistic = (cell: number, regressions: number, improvements: number): number =>
    poissonRatio(regressions, Math.max(1, improvements, expected[cell] as number));

  return {
    cell: (index) => ({
      slice: slices[Math.floor(index / width)] as Slice,
      answer: layers[index % width] ?? null,
    }),
    count,
    statistic,
    greatest(items, signs) {
      const { regressions, improvements } = count(items, signs);
      let greatest = 0;
      for (const [cell, worse] of regressions.entries())
        if (worse > 1)
          greatest = Math.max(greatest, statistic(cell, worse, improvements[cell] as number));
      return greatest;
    },
  };
}

/** All answers together (`null`), then each that changes often enough. */
function layersOf({ answers }: ItemChanges): readonly (number | null)[] {
  const counts = new Map<number, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const own = [...counts].filter(
    ([, changes]) => changes >= LEAST_CHANGES && changes < answers.length,
  );
  return [null, ...own.map(([answer]) => answer).sort((one, other) => one - other)];
}

/** Half of the changes that a slice's items would have at the rates of their strata. */
function expectedByCell(
  { items, answers, strata }: ItemChanges,
  {
    slices,
    layers,
  }: { readonly slices: readonly Slice[]; readonly layers: readonly (number | null)[] },
): Float64Array {
  const sizes = countsOf(strata);
  const rates = layers.map((layer) => {
    const changed = countsOf(
      items
        .filter((_, change) => layer === null || answers[change] === layer)
        .map((item) => strata[item] as number),
    );
    return new Map(
      [...changed].map(([stratum, count]) => [stratum, count / 2 / (sizes.get(stratum) as number)]),
    );
  });
  const expected = new Float64Array(slices.length * layers.length);
  for (const [index, slice] of slices.entries()) {
    const here = countsOf(slice.items.map((item) => strata[item] as number));
    for (const [layer, rate] of rates.entries()) {
      let sum = 0;
      for (const [stratum, members] of here) sum += members * (rate.get(stratum) ?? 0);
      expected[index * layers.length + layer] = sum;
    }
  }
  return expected;
}

function countsOf(values: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function slicesByItem(
  total: number,
  slices: readonly Slice[],
): { readonly ends: Uint32Array; readonly slices: Uint32Array } {
  const ends = new Uint32Array(total);
  for (const { items } of slices) for (const item of items) ends[item] = (ends[item] as number) + 1;
  let end = 0;
  for (let item = 0; item < total; item += 1) {
    end += ends[item] as number;
    ends[item] = end;
  }
  const places = new Uint32Array(end);
  const next = new Uint32Array(total);
  for (let item = 1; item < total; item += 1) next[item] = ends[item - 1] as number;
  for (const [index, { items }] of slices.entries())
    for (const item of items) {
      places[next[item] as number] = index;
      next[item] = (next[item] as number) + 1;
    }
  return { ends, slices: places };
}

/** Log-likelihood ratio of a count above its expectation; 0 at or below it. */
function poissonRatio(count: number, expected: number): number {
  return count <= expected ? 0 : count * Math.log(count / expected) - (count - expected);
}
