import type { FeatureSpace } from '../../engine/operations.ts';
import type { Association } from './association.ts';

/** Candidates that are one pattern: they hold nearly the same records. */
export interface MergedPattern {
  /** The one to show: the simplest among the strongest. */
  readonly lead: Association;
  readonly others: readonly Association[];
  readonly positions: Uint32Array;
}

export interface LocatedAssociation {
  readonly association: Association;
  readonly positions: Uint32Array;
}

const SAME_RECORDS = 0.6;
const NEARLY_ALL = 0.9;
/** A simpler form leads where its effect is at least this share of the strongest. */
const NEARLY_AS_STRONG = 0.7;

/** Merges candidates, strongest first; each joins the first pattern that it repeats. */
export function mergePatterns(located: readonly LocatedAssociation[]): MergedPattern[] {
  const groups: LocatedAssociation[][] = [];
  for (const candidate of located) {
    const group = groups.find(([first]) => first !== undefined && samePattern(first, candidate));
    if (group === undefined) groups.push([candidate]);
    else group.push(candidate);
  }
  return groups.map(leadOf);
}

/** Mostly the same records; or nearly all of the weaker one's lie within the stronger one's. */
function samePattern(stronger: LocatedAssociation, weaker: LocatedAssociation): boolean {
  if (stronger.association.feature.outcome !== weaker.association.feature.outcome) return false;
  const [one, other] = [stronger.positions.length, weaker.positions.length];
  if (other > one && one < SAME_RECORDS * other) return false;
  const common = overlap(stronger.positions, weaker.positions);
  return common >= SAME_RECORDS * Math.max(one, other) || common >= NEARLY_ALL * other;
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
const SIMPLICITY: Readonly<Record<FeatureSpace, number>> = { words: 0, items: 0, origins: 0, skeletons: 1, 'item-pairs': 1 };

function leadOf(group: readonly LocatedAssociation[]): MergedPattern {
  const [strongest] = group as [LocatedAssociation, ...LocatedAssociation[]];
  const simplicity = ({ association }: LocatedAssociation): number => SIMPLICITY[association.feature.space];
  const lead = group
    .filter(({ association }) => association.override >= NEARLY_AS_STRONG * strongest.association.override)
    .reduce((best, one) => (simplicity(one) < simplicity(best) ? one : best), strongest);
  return { lead: lead.association, others: group.filter((one) => one !== lead).map(({ association }) => association), positions: lead.positions };
}
