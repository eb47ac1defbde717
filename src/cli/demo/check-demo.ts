import type { Pattern } from '../../findings/pattern.ts';
import type { ScanOutcome } from '../../screening/scan.ts';
import type { PlantedTruth } from './planted-truth.ts';

export interface DemoCheck {
  readonly planted: string;
  readonly records: number;
  readonly flagged: number;
  /** A finding names it, and nearly all of its records are flagged. */
  readonly found: boolean;
}

const NEARLY_ALL = 0.9;

/** Holds what a scan found against what was planted: by pattern, and by record. */
export function checkDemo({ report, scores }: ScanOutcome, planted: PlantedTruth): DemoCheck[] {
  const suspected = report.findings
    .filter(({ ladder }) => ladder === 'suspected-poisoning')
    .map(({ pattern }) => pattern);
  const check = (
    name: string,
    positions: readonly number[],
    names: (pattern: Pattern) => boolean,
  ): DemoCheck => {
    const flagged = positions.filter((position) => scores.flagged[position] === 1).length;
    return {
      planted: name,
      records: positions.length,
      flagged,
      found: suspected.some(names) && flagged >= NEARLY_ALL * positions.length,
    };
  };
  const { trigger, copies, hiddenCharacters, contributor } = planted;
  return [
    check(
      `the phrase “${trigger.phrase}”`,
      trigger.positions,
      (pattern) =>
        pattern.kind === 'word-sequence' && pattern.words.join(' ').includes(trigger.phrase),
    ),
    check('near-copies of one message', copies.positions, (pattern) => pattern.kind === 'copies'),
    check(
      'an invisible character',
      hiddenCharacters.positions,
      (pattern) =>
        pattern.kind === 'hidden-characters' &&
        pattern.codePoints.includes(hiddenCharacters.codePoint),
    ),
    check(
      `the contributor ${contributor.contributor}`,
      contributor.positions,
      (pattern) =>
        pattern.kind === 'field-values' &&
        pattern.fields.some(({ value }) => value === contributor.contributor),
    ),
  ];
}
