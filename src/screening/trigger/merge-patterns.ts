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
/** Forms with at least this share of the lead's evidence, as ln p, bring their records with them. */
const COMPARABLE = 0.5;
/** A simpler form leads where its effect is at least this share of the strongest. */
const NEARLY_AS_STRONG = 0.7;

/** Merges candidates, strongest first; each joins the first pattern that it repeats, or that it widens. */
export function mergePatterns(located: readonly LocatedAssociation[]): MergedPattern[] {
  const groups: LocatedAssociation[][] = [];
  for (const candidate of located) {
    const group = groups.find((members) => samePattern(leadOf(members), candidate));
    if (group === undefined) groups.push([candidate]);
    else group.push(candidate);
  }
  return groups.map((group) => {
    const lead = leadOf(group);
    const others = group.filter((one) => one !== lead);
    const telling = others.filter(({ association }) => association.logP <= COMPARABLE * lead.association.logP);
    return { lead: lead.association, others: others.map(({ association }) => association), positions: unionOf([lead, ...telling]) };
  });
}

/** All records of the lead and of those whose evidence is comparable, in file order. */
function unionOf(members: readonly LocatedAssociation[]): Uint32Array {
  if (members.length === 1) return (members[0] as LocatedAssociation).positions;
  return Uint32Array.from(new Set(members.flatMap(({ positions }) => [...positions]))).sort();
}

/** Mostly the same records, or nearly all of the one's within the other's. */
function samePattern(lead: LocatedAssociation, weaker: LocatedAssociation): boolean {
  if (lead.association.feature.outcome !== weaker.association.feature.outcome) return false;
  const [one, other] = [lead.positions.length, weaker.positions.length];
  const widens = other > one;
  if (widens && weaker.association.override < NEARLY_AS_STRONG * lead.association.override) return false;
  const common = overlap(lead.positions, weaker.positions);
  return common >= SAME_RECORDS * Math.max(one, other) || common >= NEARLY_ALL * Math.min(one, other);
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
const SIMPLICITY: Readonly<Record<FeatureSpace, number>> = { words: 0, items: 0, origins: 0, skeletons: 1, outlines: 2, 'item-pairs': 1 };

/** Of those nearly as strong as the strongest: the simplest, and then the one with most records. */
function leadOf(group: readonly LocatedAssociation[]): LocatedAssociation {
  const [strongest] = group as [LocatedAssociation, ...LocatedAssociation[]];
  return group
    .filter(({ association }) => association.override >= NEARLY_AS_STRONG * strongest.association.override)
    .reduce((best, one) => {
      const simpler = SIMPLICITY[one.association.feature.space] - SIMPLICITY[best.association.feature.space];
      return simpler < 0 || (simpler === 0 && one.positions.length > best.positions.length) ? one : best;
    }, strongest);
}
