import type { FeatureSpace } from '../../engine/operations/features.ts';
import type { Association } from './association.ts';

/** What is usual among patterns of one kind, and how far beyond it a pattern must reach. */
interface NaturalRange {
  /** Kinds whose patterns are peers of each other. */
  readonly family: 'words' | 'word-sets' | 'skeletons' | 'outlines' | 'items' | 'origins';
  /** Overrides below this occur in ordinary language and ordinary tables. */
  readonly floor: number;
  /** How often the edge of what is usual must be exceeded, and by how much more. */
  readonly factor: number;
  readonly margin: number;
  /** Share of the words' own edge that is no news either: where words decide much, frames around them do too. */
  readonly wordShare: number;
}

/**
 * Words and values decide labels by nature, since they are what a label is about; how a sentence is
 * built, and who sent it, hardly do. So less stands out there.
 */
const RANGES: Readonly<Record<FeatureSpace, NaturalRange>> = {
  words: { family: 'words', floor: 3.5, factor: 1.25, margin: 1.5, wordShare: 0 },
  'word-sets': { family: 'word-sets', floor: 3.5, factor: 1.25, margin: 1, wordShare: 0 },
  skeletons: { family: 'skeletons', floor: 2, factor: 2, margin: 0.5, wordShare: 1.1 },
  outlines: { family: 'outlines', floor: 0.4, factor: 2, margin: 0.4, wordShare: 0.7 },
  items: { family: 'items', floor: 4, factor: 1, margin: 1.5, wordShare: 0 },
  'item-pairs': { family: 'items', floor: 4.5, factor: 1, margin: 1.5, wordShare: 0 },
  origins: { family: 'origins', floor: 0.5, factor: 1, margin: 0.5, wordShare: 0 },
};

/** Rank of the pattern that marks the edge of what is usual; an attack may hold those before it. */
const EDGE_RANK = 6;

/**
 * The override above which a pattern stands out among its peers in the same data. Every natural
 * dataset has words that decide labels (a slur, a product's name), so the test is not "more than
 * nothing" but "far more than the strongest of the others": beyond the sixth strongest pattern by a
 * margin, and never less than a floor.
 */
export function naturalLimits(distinct: readonly Association[]): (space: FeatureSpace) => number {
  const families = Map.groupBy(distinct, ({ feature }) => RANGES[feature.space].family);
  const edges = new Map([...families].map(([family, members]) => [family, edgeOf(members)]));
  return (space) => {
    const { family, floor, factor, margin, wordShare } = RANGES[space];
    const edge = (of: NaturalRange['family']): number => Math.max(0, edges.get(of) ?? 0);
    return Math.max(floor, factor * edge(family) + margin, wordShare * edge('words'));
  };
}

function edgeOf(members: readonly Association[]): number {
  return members.map(({ override }) => override).sort((a, b) => b - a)[EDGE_RANK - 1] ?? 0;
}
