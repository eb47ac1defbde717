import type { InsertionEvidence } from '../../engine/operations/sequences.ts';
import type { Association } from './association.ts';
import { insertionZ, looksInserted } from './insertion.ts';

/** An association, and for words how they sit in their contexts. */
export interface Candidate {
  readonly association: Association;
  readonly insertion: InsertionEvidence | null;
}

const MOST_BY_OVERRIDE = 400;
const MOST_BY_INSERTION = 400;
const MOST_BY_PURITY = 300;
const LEAST_PURITY = 0.9;

/** Whether nearly all records of a feature have its outcome: what a clean-label trigger looks like. */
export function isPure({ hits, records }: Association): boolean {
  return hits >= LEAST_PURITY * records;
}

/**
 * The candidates worth a closer look: those that override the rest of their records most, the pure
 * ones that look most like put in, and the purest. The rest can carry no finding.
 */
export function shortlist(candidates: readonly Candidate[], tried: number): Candidate[] {
  const byOverride = candidates
    .filter(({ association: { override, logP } }) => override > 0 && logP + Math.log(tried) < 0)
    .sort((a, b) => b.association.override - a.association.override);
  const byInsertion = candidates
    .filter(
      ({ insertion, association }) =>
        insertion !== null && looksInserted(insertion) && isPure(association),
    )
    .sort((a, b) => zOf(b) - zOf(a));
  const byPurity = candidates
    .filter(({ association }) => isPure(association))
    .sort(
      (a, b) => b.association.hits - a.association.hits || a.association.logP - b.association.logP,
    );
  return [
    ...new Set([
      ...byOverride.slice(0, MOST_BY_OVERRIDE),
      ...byInsertion.slice(0, MOST_BY_INSERTION),
      ...byPurity.slice(0, MOST_BY_PURITY),
    ]),
  ];
}

function zOf({ insertion }: Candidate): number {
  return insertion === null ? 0 : insertionZ(insertion);
}
