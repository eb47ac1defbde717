import type { ItemChanges } from './item-changes.ts';
import type { Slice } from './slice.ts';

/** A slice, taken with all wrong answers (`null`) or with one of them. */
export interface Cell {
  readonly slice: Slice;
  readonly answer: number | null;
  /** Changes in it, either way. */
  readonly changes: number;
  /** Half of the changes that its items would have at the rates of their strata. */
  readonly expected: number;
}

/** Counts what became worse, by cell. Only items that changed are looked at. */
export interface ChangeCounter {
  readonly cells: readonly Cell[];
  /** Cells that one drawing of signs touches; what a permutation costs. */
  readonly work: number;
  /** Regressions in each cell when the changes have these signs; overwritten by the next call. */
  count(signs: Int8Array): Uint32Array;
  statistic(cell: number, regressions: number): number;
}

/** A cell with fewer changes could not be told from chance, whatever their signs. */
const LEAST_CHANGES = 6;
/** Of a slice with fewer items, a report would say little about the world. */
const LEAST_ITEMS = 20;

/** Prepares the counting. Which cells are looked at depends on what changed, never on which way. */
export function changeCounter(changes: ItemChanges, slices: readonly Slice[]): ChangeCounter {
  const place = new Int32Array(changes.total).fill(-1);
  for (const [change, item] of changes.items.entries()) place[item] = change;
  const rates = new ChangeRates(changes);
  const cells: Cell[] = [];
  const members: number[][] = [];
  for (const slice of slices) {
    if (slice.items.length < LEAST_ITEMS) continue;
    const changed: number[] = [];
    for (const item of slice.items)
      if ((place[item] as number) >= 0) changed.push(place[item] as number);
    if (changed.length < LEAST_CHANGES) continue;
    const sizes = rates.sizesOf(slice);
    const byAnswer = Map.groupBy(changed, (change) => changes.answers[change] as number);
    const own = [...byAnswer].filter(
      ([, found]) => found.length >= LEAST_CHANGES && found.length < changed.length,
    );
    for (const [answer, found] of [[null, changed] as const, ...own]) {
      cells.push({ slice, answer, changes: found.length, expected: rates.expected(sizes, answer) });
      members.push(found);
    }
  }
  const { ends, cellsOf } = cellsByChange(changes.items.length, members);
  const counts = new Uint32Array(cells.length);
  return {
    cells,
    work: cellsOf.length,
    count(signs) {
      counts.fill(0);
      for (let change = 0; change < signs.length; change += 1) {
        if ((signs[change] as number) < 0) continue;
        const end = ends[change] as number;
        for (let at = ends[change - 1] ?? 0; at < end; at += 1) {
          const cell = cellsOf[at] as number;
          counts[cell] = (counts[cell] as number) + 1;
        }
      }
      return counts;
    },
    statistic(cell, regressions) {
      const { changes: all, expected } = cells[cell] as Cell;
      return poissonRatio(regressions, Math.max(1, all - regressions, expected));
    },
  };
}

/** How often items of each stratum change, to each answer. */
class ChangeRates {
  readonly #strata: Uint32Array;
  readonly #rates = new Map<number | null, Map<number, number>>();

  constructor({ items, answers, strata }: ItemChanges) {
    this.#strata = strata;
    const sizes = countsOf(strata);
    for (const [change, item] of items.entries()) {
      const stratum = strata[item] as number;
      const half = 0.5 / (sizes.get(stratum) as number);
      for (const answer of [null, answers[change] as number]) {
        const known = this.#rates.get(answer) ?? new Map<number, number>();
        known.set(stratum, (known.get(stratum) ?? 0) + half);
        this.#rates.set(answer, known);
      }
    }
  }

  sizesOf({ items }: Slice): ReadonlyMap<number, number> {
    return countsOf(items.map((item) => this.#strata[item] as number));
  }

  expected(sizes: ReadonlyMap<number, number>, answer: number | null): number {
    const rates = this.#rates.get(answer);
    let sum = 0;
    for (const [stratum, size] of sizes) sum += size * (rates?.get(stratum) ?? 0);
    return sum;
  }
}

function countsOf(values: Uint32Array): ReadonlyMap<number, number> {
  const counts: number[] = [];
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const found = new Map<number, number>();
  counts.forEach((count, value) => {
    found.set(value, count);
  });
  return found;
}

function cellsByChange(
  changes: number,
  members: readonly (readonly number[])[],
): { readonly ends: Uint32Array; readonly cellsOf: Uint32Array } {
  const ends = new Uint32Array(changes);
  for (const found of members)
    for (const change of found) ends[change] = (ends[change] as number) + 1;
  for (let change = 1; change < changes; change += 1)
    ends[change] = (ends[change] as number) + (ends[change - 1] as number);
  const cellsOf = new Uint32Array(ends.at(-1) ?? 0);
  const next = Uint32Array.from(ends, (_, change) => ends[change - 1] ?? 0);
  for (const [cell, found] of members.entries())
    for (const change of found) {
      cellsOf[next[change] as number] = cell;
      next[change] = (next[change] as number) + 1;
    }
  return { ends, cellsOf };
}

/** Log-likelihood ratio of a count above its expectation; 0 at or below it. */
export function poissonRatio(count: number, expected: number): number {
  return count <= expected ? 0 : count * Math.log(count / expected) - (count - expected);
}
