import { visibleText } from '../../core/visible-text.ts';
import type { BehaviourFinding, SetComparison } from '../../findings/comparison-report.ts';
import type { DecidingRule, Verdict } from '../../findings/verdict.ts';
import type { MissingAnswer } from './paired-results.ts';

const LEAST_JUDGED = 20;
const MOST_NAMED = 5;

/** The rules that take part in the verdict on a comparison, and what each says. */
export function comparisonRules({
  sets: [trusted],
  findings,
  missing,
}: {
  readonly sets: readonly SetComparison[];
  readonly findings: readonly BehaviourFinding[];
  readonly missing: readonly MissingAnswer[];
}): readonly DecidingRule[] {
  const judged = trusted?.judged ?? 0;
  const open = findings.filter(({ expected }) => expected === null);
  const rules: DecidingRule[] = [
    ...open
      .filter(({ decision }) => decision !== 'note')
      .map(({ check, decision, subject }) => ruleOf(check, decision, subject.slice)),
    ...missingRules(missing),
    ...(judged < LEAST_JUDGED
      ? [
          {
            rule: 'too-few-items',
            verdict: 'inconclusive' as const,
            reason: `Only ${judged} trusted items have a true answer and were answered by both versions; it takes ${LEAST_JUDGED}.`,
          },
        ]
      : []),
  ];
  if (rules.length > 0) return rules;
  return [
    {
      rule: 'compared',
      verdict: 'pass',
      reason: 'No part of the suite that is large enough to judge became worse unannounced.',
    },
  ];
}

/** What breaks the comparison outranks what is missing, and that what a person must decide. */
export function verdictOf(rules: readonly DecidingRule[]): Verdict {
  const order: readonly Verdict[] = ['fail', 'inconclusive', 'held'];
  return order.find((verdict) => rules.some((rule) => rule.verdict === verdict)) ?? 'pass';
}

function ruleOf(
  check: BehaviourFinding['check'],
  decision: BehaviourFinding['decision'],
  slice: string,
): DecidingRule {
  return decision === 'fail'
    ? {
        rule: check === 'accuracy' ? 'regressed-overall' : 'regressed-slice',
        verdict: 'fail',
        reason: `Became worse: ${slice}.`,
      }
    : { rule: `${check}-by-slice`, verdict: 'held', reason: `Became slower: ${slice}.` };
}

function missingRules(missing: readonly MissingAnswer[]): readonly DecidingRule[] {
  const byProblem = Map.groupBy(missing, ({ model, problem }) => JSON.stringify([model, problem]));
  return [...byProblem.values()].map((found) => {
    const [first] = found;
    const ids = found.slice(0, MOST_NAMED).map(({ id }) => visibleText(id));
    const more = found.length > ids.length ? ', …' : '';
    return {
      rule: 'answers-missing',
      verdict: 'inconclusive',
      reason: `${visibleText(first?.model ?? '')}: ${first?.problem ?? ''} for ${found.length} items (${ids.join(', ')}${more}).`,
    };
  });
}
