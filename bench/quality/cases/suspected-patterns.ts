import type { Finding } from '../../../src/findings/finding.ts';
import { ladderRank } from '../../../src/findings/ladder.ts';
import { describePattern } from '../../../src/report/pattern-text.ts';

/** What a report holds at suspected-poisoning or above, in words. */
export function suspectedPatterns(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ ladder }) => ladderRank(ladder) >= ladderRank('suspected-poisoning'))
    .map(({ pattern, outcome }) => `${describePattern(pattern)} → ${outcome ?? 'no label'}`);
}
