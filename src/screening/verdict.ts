import type { Finding } from '../findings/finding.ts';
import { highestStep, type LadderStep, ladderRank } from '../findings/ladder.ts';
import type { CheckRun, DatasetSummary } from '../findings/scan-report.ts';
import type { DecidingRule, Verdict } from '../findings/verdict.ts';

export interface VerdictInput {
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckRun[];
  readonly dataset: Pick<DatasetSummary, 'badRowCount' | 'sampled'>;
  readonly maximumBadRows: number;
  readonly failOn: LadderStep;
  readonly stoppedEarly: boolean;
}

export interface DecidedVerdict {
  readonly verdict: Verdict;
  readonly ladder: LadderStep | 'none';
  readonly rules: readonly DecidingRule[];
}

/**
 * The verdict of a scan without a policy (design: the language of verdicts). Findings outrank what
 * was left undone; and what was left undone is never clean (rule 1).
 */
export function decideVerdict(input: VerdictInput): DecidedVerdict {
  const open = input.findings.filter(({ decision }) => decision === null);
  const ladder = highestStep(open.map((finding) => finding.ladder));
  const rules = [failOnRule(open, input.failOn), ...capRules(open), ...undoneRules(input)];
  if (rules.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fail', ladder, rules };
  const undone = rules.some(({ verdict }) => verdict === 'inconclusive');
  return { verdict: undone ? 'inconclusive' : 'pass', ladder, rules };
}

function failOnRule(open: readonly Finding[], failOn: LadderStep): DecidingRule {
  const failing = open.filter(({ ladder }) => ladderRank(ladder) >= ladderRank(failOn));
  const reason =
    failing.length === 0
      ? `No finding reaches ${failOn}.`
      : `${failing.length} ${failing.length === 1 ? 'finding reaches' : 'findings reach'} ${failOn}.`;
  return { rule: 'fail-on', verdict: failing.length === 0 ? 'pass' : 'fail', reason };
}

/** A cap is set by the user alone; what exceeds it breaks his rule, whatever it is evidence of. */
function capRules(open: readonly Finding[]): DecidingRule[] {
  const exceeding = open.filter(({ check }) => check.id === 'contributor-influence').length;
  if (exceeding === 0) return [];
  const reason =
    exceeding === 1
      ? '1 contributor or source has more influence than the cap allows.'
      : `${exceeding} contributors or sources have more influence than the cap allows.`;
  return [{ rule: 'contributor-cap', verdict: 'fail', reason }];
}

function undoneRules({
  checks,
  dataset,
  maximumBadRows,
  stoppedEarly,
}: VerdictInput): DecidingRule[] {
  const notRun = checks
    .filter(({ state }) => state === 'not-run')
    .map(
      ({ title, note }): DecidingRule => ({
        rule: 'every-check-runs',
        verdict: 'inconclusive',
        reason: `${title} did not run: ${note}`,
      }),
    );
  const badRows: DecidingRule[] =
    dataset.badRowCount > maximumBadRows
      ? [
          {
            rule: 'bad-rows',
            verdict: 'inconclusive',
            reason: `${dataset.badRowCount} rows could not be read; at most ${maximumBadRows} may be left out (--max-bad-rows).`,
          },
        ]
      : [];
  const time: DecidingRule[] = stoppedEarly
    ? [
        {
          rule: 'time-limit',
          verdict: 'inconclusive',
          reason: 'The time limit ended the reading before the last record.',
        },
      ]
    : [];
  const sample: DecidingRule[] =
    dataset.sampled !== null && !stoppedEarly
      ? [
          {
            rule: 'sample',
            verdict: 'inconclusive',
            reason: `A sample cannot clear the whole: ${dataset.sampled}`,
          },
        ]
      : [];
  return [...notRun, ...badRows, ...time, ...sample];
}
