import type { Association } from './association.ts';

/** Overrides below this occur in ordinary language and ordinary tables. */
const FLOOR = { words: 3.5, skeletons: 2.5, items: 4, 'item-pairs': 4.5 } as const;
/** Rank of the pattern that marks the edge of what is usual; an attack may hold those before it. */
const EDGE_RANK = 6;
const MARGIN = 1.5;

/**
 * The override above which a pattern stands out among its peers in the same data. Every natural
 * dataset has words that decide labels (a slur, a product's name), so the test is not "more than
 * nothing" but "far more than the strongest of the others": the sixth strongest pattern and a
 * margin of a factor 4.5 in odds, and never less than a floor.
 */
export function naturalLimit(distinct: readonly Association[], space: Association['feature']['space']): number {
  const overrides = distinct.map(({ override }) => override).sort((a, b) => b - a);
  const edge = overrides[EDGE_RANK - 1] ?? Number.NEGATIVE_INFINITY;
  return Math.max(FLOOR[space], edge + MARGIN);
}
