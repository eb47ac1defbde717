import type { LabellerAgreement, LabellerPair } from '../../engine/operations/reviewers.ts';

/**
 * Krippendorff's α of nominal labels, whoever labelled what: 1 where all agree, 0 where they do as by chance
 * (Krippendorff, Content Analysis, 2004, section 11.3). 1 where only one label was given.
 */
export function krippendorffAlpha({
  unlike,
  byLabel,
  labels,
}: Pick<LabellerAgreement, 'unlike' | 'byLabel' | 'labels'>): number {
  const squares = byLabel.reduce((sum, count) => sum + count * count, 0);
  const expected = (labels * labels - squares) / Math.max(1, labels - 1);
  return expected === 0 ? 1 : 1 - unlike / expected;
}

/** Cohen's κ of two labellers (1960): agreement beyond chance; `null` where chance alone makes them agree. */
export function cohenKappa({ shared, agreed, byChance }: LabellerPair): number | null {
  return shared - byChance < 1e-9 ? null : (agreed - byChance) / (shared - byChance);
}
