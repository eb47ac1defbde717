import type { FeatureSpace } from '../../engine/operations.ts';
import type { Association } from './association.ts';

/** Overrides below this occur in ordinary language and ordinary tables. */
const FLOOR: Readonly<Record<FeatureSpace, number>> = { words: 3.5, skeletons: 2.5, items: 4, 'item-pairs': 4.5 };
/** Rank of the pattern that marks the edge of what is usual; an attack may hold those before it. */
const EDGE_RANK = 6;
const MARGIN = 1.5;

/** What is text, and what is a field, have different natural ranges. */
export function isText(space: FeatureSpace): boolean {
  return space === 'words' || space === 'skeletons';
}

/**
 * The override above which a pattern stands out among its peers in the same data. Every natural
 * dataset has words that decide labels (a slur, a product's name), so the test is not "more than
 * nothing" but "far more than the strongest of the others": the sixth strongest pattern and a
 * margin of a factor 4.5 in odds, and never less than a floor.
 */
export function naturalLimits(distinct: readonly Association[]): (space: FeatureSpace) => number {
  const edgeOf = (text: boolean): number => {
    const overrides = distinct.filter(({ feature }) => isText(feature.space) === text).map(({ override }) => override);
    return overrides.sort((a, b) => b - a)[EDGE_RANK - 1] ?? Number.NEGATIVE_INFINITY;
  };
  const [textEdge, itemEdge] = [edgeOf(true), edgeOf(false)];
  return (space) => Math.max(FLOOR[space], (isText(space) ? textEdge : itemEdge) + MARGIN);
}
