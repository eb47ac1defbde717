import type { FeatureSpace } from '../../engine/operations.ts';
import type { Association } from './association.ts';

/** Overrides below this occur in ordinary language and ordinary tables. */
const FLOOR: Readonly<Record<FeatureSpace, number>> = { words: 3.5, skeletons: 2.5, items: 4, 'item-pairs': 4.5, origins: 0.5 };
/** Rank of the pattern that marks the edge of what is usual; an attack may hold those before it. */
const EDGE_RANK = 6;
const MARGIN = 1.5;
/** Who a record is from has no natural say in its label beyond what it contains. */
const ORIGIN_MARGIN = 0.5;

/**
 * The override above which a pattern stands out among its peers in the same data. Every natural
 * dataset has words that decide labels (a slur, a product's name), so the test is not "more than
 * nothing" but "far more than the strongest of the others": the sixth strongest pattern and a
 * margin of a factor 4.5 in odds, and never less than a floor.
 */
export function naturalLimits(distinct: readonly Association[]): (space: FeatureSpace) => number {
  const edges = new Map([...Map.groupBy(distinct, ({ feature }) => familyOf(feature.space))].map(([family, members]) => [family, edgeOf(members)]));
  return (space) => {
    const edge = edges.get(familyOf(space)) ?? Number.NEGATIVE_INFINITY;
    return Math.max(FLOOR[space], edge + (space === 'origins' ? ORIGIN_MARGIN : MARGIN));
  };
}

/** Spaces whose patterns are peers of each other. */
function familyOf(space: FeatureSpace): 'text' | 'items' | 'origins' {
  if (space === 'origins') return 'origins';
  return space === 'words' || space === 'skeletons' ? 'text' : 'items';
}

function edgeOf(members: readonly Association[]): number {
  return members.map(({ override }) => override).sort((a, b) => b - a)[EDGE_RANK - 1] ?? Number.NEGATIVE_INFINITY;
}
