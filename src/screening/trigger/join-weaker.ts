import type { InsertionEvidence } from '../../engine/operations/sequences.ts';
import { insertionZ } from './insertion.ts';
import type { Judgement } from './judge.ts';
import type { MergedPattern } from './merge-patterns.ts';

export interface JudgedPattern {
  readonly pattern: MergedPattern;
  /** The elements of its longest form. */
  readonly elements: readonly string[];
  readonly judgement: Judgement;
  readonly insertion: InsertionEvidence | null;
}

/** The looser level at which a pattern joins one of the same kind that already stands. */
const LOOSER = Math.log(0.001);
const LEAST_PURITY = 0.9;
const LEAST_Z = 1.5;

/**
 * Attackers use several triggers at once (Kurita et al. 2020 use five), and the rarest of them
 * cannot stand alone after correction. Where a pattern of the same space and outcome stands, a
 * weaker one that is as pure, looks put in as well and has p ≤ 0.001 on its own joins it.
 */
export function joinWeaker(judged: readonly JudgedPattern[]): JudgedPattern[] {
  const standing = judged.filter(
    ({ judgement, insertion }) =>
      judgement.ladder === 'suspected-poisoning' && mayBeInserted(insertion),
  );
  return judged.map((candidate) => {
    const { pattern, judgement, insertion } = candidate;
    if (judgement.ladder === 'suspected-poisoning') return candidate;
    const { lead } = pattern;
    const alike = standing.some(({ pattern: other }) => sameKind(other, pattern));
    const joins =
      alike &&
      mayBeInserted(insertion) &&
      lead.logP <= LOOSER &&
      lead.hits >= LEAST_PURITY * lead.records;
    if (!joins) return candidate;
    const grounds = [
      ...judgement.grounds,
      'a stronger pattern of the same kind stands, and this one joins it at the looser level of p ≤ 0.001',
    ];
    return {
      ...candidate,
      judgement: { ...judgement, ladder: 'suspected-poisoning', grounds, weight: 0.88 },
    };
  });
}

function sameKind(one: MergedPattern, other: MergedPattern): boolean {
  return (
    one.lead.feature.outcome === other.lead.feature.outcome &&
    one.lead.feature.elements.length === other.lead.feature.elements.length
  );
}

function mayBeInserted(insertion: InsertionEvidence | null): boolean {
  return (
    insertion !== null &&
    insertion.healing > 0.3 &&
    insertion.company < -0.3 &&
    insertionZ(insertion) >= LEAST_Z
  );
}
