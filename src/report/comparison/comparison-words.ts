import { visibleText } from '../../core/visible-text.ts';
import type {
  BehaviourFinding,
  ComparisonReport,
  SetComparison,
} from '../../findings/comparison-report.ts';
import { probabilityText } from '../number-text.ts';
import type { VerdictWords } from '../verdict-words.ts';

/** The verdict as people read it, the same in every rendering. */
export function comparisonWords({ verdict, findings, ladder }: ComparisonReport): VerdictWords {
  switch (verdict) {
    case 'fail': {
      const slices = findings.filter(
        ({ decision, expected }) => decision === 'fail' && expected === null,
      );
      return {
        headline:
          slices.length === 1
            ? `The new version became worse: ${visibleText(slices[0]?.subject.slice ?? '')}`
            : `The new version became worse in ${slices.length} parts of the suite`,
        explanation:
          ladder === 'suspected-poisoning'
            ? 'Nobody announced it, and it looks as if somebody had wanted it.'
            : 'Nobody announced it. What changed, and where, is below.',
      };
    }
    case 'held':
      return {
        headline: 'A person must decide',
        explanation:
          'No answer became worse than chance allows, but something else changed in one part.',
      };
    case 'inconclusive':
      return {
        headline: 'This comparison cannot vouch for the new version',
        explanation:
          'Something that should have been compared was not. That is never counted as good.',
      };
    case 'pass':
      return {
        headline: 'No part of the suite became worse unannounced',
        explanation:
          'That is said of what the suite can see, and of no trigger: those are looked for by probes, not by comparing.',
      };
  }
}

/** A change of accuracy: `−0.13 points`. */
export function pointsText(share: number): string {
  const points = Math.abs(100 * share).toFixed(2);
  if (points === '0.00') return '±0.00 points';
  const sign = share < 0 ? '−' : '+';
  return `${sign}${points} points`;
}

/** A set in one line. */
export function setText({
  set,
  items,
  judged,
  oldRight,
  newRight,
  accuracy,
  answersChanged,
}: SetComparison): string {
  const changed = `${answersChanged} of ${items} answers changed`;
  if (accuracy === null) return `${set}: ${changed}; no true answers to judge by`;
  const { difference, low, high, pValue } = accuracy;
  return `${set}: ${changed}; right ${oldRight} → ${newRight} of ${judged}, ${pointsText(difference)} (95 % interval ${pointsText(low)} to ${pointsText(high)}, McNemar p = ${probabilityText(pValue)})`;
}

/** What the comparison could have seen, by size of slice. */
export function dropText({ items, drop }: ComparisonReport['smallestDrops'][number]): string {
  return drop === null || drop > 1
    ? `${items} items: nothing`
    : `${items} items: ${Math.ceil(100 * drop)} points`;
}

/** How a finding stands to the verdict. */
export function standingText({ decision, expected }: BehaviourFinding): string {
  if (expected !== null) return `announced: ${visibleText(expected)}`;
  return decision === 'note' ? 'worth knowing' : decision;
}
