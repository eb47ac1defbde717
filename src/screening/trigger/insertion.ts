import type { InsertionEvidence } from '../../engine/operations.ts';

/** Mean log-ratios beyond which a sequence heals when it is taken out, and keeps no company. */
const LEAST_HEALING = 0.5;
const MOST_COMPANY = -0.5;
const LEAST_Z = 2.4;

/** Healing above company, in standard errors. */
export function insertionZ({ healing, company, standardError }: InsertionEvidence): number {
  return (healing - company) / standardError;
}

/** Whether a sequence sits in its texts like something put in from outside. */
export function looksInserted(insertion: InsertionEvidence): boolean {
  return (
    insertion.healing >= LEAST_HEALING &&
    insertion.company <= MOST_COMPANY &&
    insertionZ(insertion) >= LEAST_Z
  );
}
