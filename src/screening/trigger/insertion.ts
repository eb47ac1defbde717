import type { InsertionEvidence } from '../../engine/operations/sequences.ts';

/** Mean log-ratios beyond which a sequence heals when it is taken out, and keeps no company. */
const LEAST_HEALING = 0.5;
const MOST_COMPANY = -0.5;
const LEAST_Z = 2.4;

/** Healing above company, in standard errors. */
export function insertionZ({ healing, company, standardError }: InsertionEvidence): number {
  return (healing - company) / standardError;
}

/** Fewer measured sequences do not say what is usual. */
const LEAST_MEASURED = 500;

/**
 * How far the sequences of a dataset look put in by nature: the median of healing above company, where
 * it is above 0. In a text of random words everything does, and so it says nothing there.
 */
export function usualInsertion(measured: readonly InsertionEvidence[]): number {
  if (measured.length < LEAST_MEASURED) return 0;
  const sorted = measured.map(({ healing, company }) => healing - company).sort((a, b) => a - b);
  return Math.max(0, sorted[Math.floor(sorted.length / 2)] ?? 0);
}

/** The evidence beyond what is usual. */
export function beyondUsual(insertion: InsertionEvidence, usual: number): InsertionEvidence {
  const { healing, company } = insertion;
  return { ...insertion, healing: healing - usual / 2, company: company + usual / 2 };
}

/** Whether a sequence sits in its texts like something put in from outside. */
export function looksInserted(insertion: InsertionEvidence): boolean {
  return (
    insertion.healing >= LEAST_HEALING &&
    insertion.company <= MOST_COMPANY &&
    insertionZ(insertion) >= LEAST_Z
  );
}
