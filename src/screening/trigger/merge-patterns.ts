import type { DatasetDescription } from '../../engine/operations/dataset-description.ts';
import type { FeatureSpace } from '../../engine/operations/features.ts';
import type { Association } from './association.ts';

/** Candidates that are one pattern: the same records make them stand out. */
export interface MergedPattern {
  /** The one to show: the simplest among those with the most evidence. */
  readonly lead: Association;
  readonly others: readonly Association[];
  readonly positions: Uint32Array;
}

export interface LocatedAssociation {
  readonly association: Association;
  readonly positions: Uint32Array;
}

/** How many records there are, in all and with each label. */
export type Populations = Pick<DatasetDescription, 'records' | 'labelCounts'>;

/** Share of a candidate's excess that the records of a stronger pattern must account for. */
const EXPLAINED = 0.6;
/** Below this share of excess among the hits, it is not the excess but the hits that stand out. */
const CLEAN_SHARE = 0.3;
/** A simpler form leads where it has at least this share of the strongest one's evidence, as ln p. */
const NEARLY_AS_TELLING = 0.85;
/** Share of a set's purity that a part of it must have to lead. */
const AS_PURE = 0.95;

/**
 * Merges candidates, those with the most evidence first: what a stronger pattern of the same
 * outcome explains is part of it. Of a planted sentence, the form that covers all of its records
 * comes first; its other words, commoner ones among them, and its neighbours add nothing to it.
 */
export function mergePatterns(
  located: readonly LocatedAssociation[],
  populations: Populations,
): MergedPattern[] {
  const groups: LocatedAssociation[][] = [];
  const byEvidence = located.toSorted(
    ({ association: one }, { association: other }) =>
      one.logP - other.logP || other.override - one.override,
  );
  for (const candidate of byEvidence) {
    const group = groups.find(
      ([strongest]) => strongest !== undefined && explains(strongest, candidate, populations),
    );
    if (group === undefined) groups.push([candidate]);
    else group.push(candidate);
  }
  return groups.map((group) => {
    const lead = leadOf(group);
    const others = group.filter((one) => one !== lead).map(({ association }) => association);
    return { lead: lead.association, others, positions: lead.positions };
  });
}

/**
 * Whether the common records, beyond those that chance brings together, make up what stands out: a
 * candidate's excess, or of a clean-label one all its hits. Chance is that of any two sets of
 * records, or for clean labels of any two within their class.
 */
function explains(
  stronger: LocatedAssociation,
  candidate: LocatedAssociation,
  { records, labelCounts }: Populations,
): boolean {
  const { feature, hits, expected } = candidate.association;
  if (stronger.association.feature.outcome !== feature.outcome) return false;
  const isClean = hits - expected < CLEAN_SHARE * hits;
  const byChance = isClean
    ? (stronger.association.hits * hits) / Math.max(1, labelCounts[feature.outcome] ?? 0)
    : (stronger.positions.length * candidate.positions.length) / records;
  const needed = EXPLAINED * (isClean ? hits : hits - expected);
  const most = Math.min(stronger.positions.length, candidate.positions.length) - byChance;
  return most >= needed && overlap(stronger.positions, candidate.positions) - byChance >= needed;
}

/** How many positions two ascending lists have in common. */
function overlap(one: Uint32Array, other: Uint32Array): number {
  let [left, right, common] = [0, 0, 0];
  while (left < one.length && right < other.length) {
    const difference = (one[left] as number) - (other[right] as number);
    if (difference === 0) common += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return common;
}

/** Phrases read easier than frames, and single values than pairs. */
const SIMPLICITY: Readonly<Record<FeatureSpace, number>> = {
  words: 0,
  items: 0,
  origins: 0,
  'word-sets': 1,
  skeletons: 1,
  outlines: 2,
  'item-pairs': 1,
};

function leadOf(group: readonly LocatedAssociation[]): LocatedAssociation {
  const [strongest] = group as [LocatedAssociation, ...LocatedAssociation[]];
  return group
    .filter(
      (one) =>
        one.association.logP <= NEARLY_AS_TELLING * strongest.association.logP &&
        saysAll(one.association, strongest.association),
    )
    .reduce(
      (best, one) =>
        SIMPLICITY[one.association.feature.space] < SIMPLICITY[best.association.feature.space]
          ? one
          : best,
      strongest,
    );
}

/** Where a set of words is the strongest, a part of it leads only where it is as pure. */
function saysAll(one: Association, strongest: Association): boolean {
  if (strongest.feature.space !== 'word-sets') return true;
  return one.hits / one.records >= AS_PURE * (strongest.hits / strongest.records);
}
