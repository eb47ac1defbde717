import type { Association } from './association.ts';

/** Candidates that are one pattern: they hold nearly the same records. */
export interface MergedPattern {
  /** The form to show: the longest that holds nearly all of its records. */
  readonly lead: Association;
  readonly elements: readonly string[];
  readonly others: readonly Association[];
  readonly positions: Uint32Array;
}

export interface LocatedAssociation {
  readonly association: Association;
  readonly positions: Uint32Array;
}

const SAME_RECORDS = 0.6;
const NEARLY_ALL = 0.85;

/** Merges candidates of one space, strongest first; each joins the first pattern that it repeats. */
export function mergePatterns(located: readonly LocatedAssociation[]): MergedPattern[] {
  const groups: LocatedAssociation[][] = [];
  for (const candidate of located) {
    const group = groups.find(([first]) => first !== undefined && samePattern(first, candidate));
    if (group === undefined) groups.push([candidate]);
    else group.push(candidate);
  }
  return groups.map(leadOf);
}

/** Mostly the same records, or records of the one nearly all inside the other with one outcome. */
function samePattern(one: LocatedAssociation, other: LocatedAssociation): boolean {
  if (one.association.feature.outcome !== other.association.feature.outcome) return false;
  const common = overlap(one.positions, other.positions);
  const [small, large] = [one.positions.length, other.positions.length].sort((a, b) => a - b) as [number, number];
  return common >= SAME_RECORDS * large || (common >= NEARLY_ALL * small && sharesElement(one, other));
}

function sharesElement(one: LocatedAssociation, other: LocatedAssociation): boolean {
  const elements = new Set(one.association.feature.elements);
  return other.association.feature.elements.some((element) => elements.has(element));
}

/** How many positions two ascending lists have in common. */
export function overlap(one: Uint32Array, other: Uint32Array): number {
  let [left, right, common] = [0, 0, 0];
  while (left < one.length && right < other.length) {
    const difference = (one[left] as number) - (other[right] as number);
    if (difference === 0) common += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return common;
}

function leadOf(group: readonly LocatedAssociation[]): MergedPattern {
  const strongest = group[0] as LocatedAssociation;
  const full = group.filter(({ positions }) => overlap(positions, strongest.positions) >= NEARLY_ALL * strongest.positions.length);
  const lead = full.reduce((longest, one) => (lengthOf(one) > lengthOf(longest) ? one : longest), strongest);
  return {
    lead: lead.association,
    elements: lead.association.feature.space === 'words' ? stitched(lead, full) : lead.association.feature.elements,
    others: group.filter((one) => one !== lead).map(({ association }) => association),
    positions: lead.positions,
  };
}

function lengthOf({ association }: LocatedAssociation): number {
  return association.feature.elements.length;
}

/** Counted sequences have at most five words; those of a longer sentence overlap, and chain. */
function stitched(lead: LocatedAssociation, group: readonly LocatedAssociation[]): string[] {
  let elements = [...lead.association.feature.elements];
  const pieces = group.map(({ association }) => association.feature.elements).filter(({ length }) => length === elements.length && length >= 3);
  const used = new Set<readonly string[]>([lead.association.feature.elements]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const piece of pieces) {
      if (used.has(piece)) continue;
      const length = piece.length - 1;
      if (sameElements(elements.slice(-length), piece.slice(0, length))) elements = [...elements, piece[length] as string];
      else if (sameElements(elements.slice(0, length), piece.slice(1))) elements = [piece[0] as string, ...elements];
      else continue;
      used.add(piece);
      grown = true;
    }
  }
  return elements;
}

function sameElements(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((element, at) => element === other[at]);
}
