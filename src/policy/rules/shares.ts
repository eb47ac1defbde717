import type { AdmissionFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { ruleAt } from '../rule.ts';
import type { RuleOutcome } from '../rule-outcome.ts';

/** No contributor holds more of a version than the policy allows. */
export function judgeContributors(facts: AdmissionFacts, policy: Policy): RuleOutcome {
  const { maxShare, tiers } = policy.settings.contributors;
  const outcome = ruleAt({ rule: 'contributor-share', path: ['contributors', 'maxShare'] }, policy);
  if (maxShare === undefined) return outcome('not-applicable', 'The policy sets no cap.');
  if (tiers !== undefined && !tiers.includes(facts.version.tier))
    return outcome('not-applicable', `The cap is not for the tier ${facts.version.tier}.`);
  const { largestContributor } = facts;
  if (largestContributor === null)
    return outcome('inconclusive', 'The data do not say who contributed what.');
  const { name, share } = largestContributor;
  return share > maxShare
    ? outcome(
        'fail',
        `${name} holds ${percent(share)} of the records; ${percent(maxShare)} is the most.`,
      )
    : outcome('pass', `No contributor holds more than ${percent(maxShare)} of the records.`);
}

/** What comes from the lowest tier stays under the policy's share. */
export function judgeTaint(
  taintedShare: number,
  subject: string | null,
  policy: Policy,
): RuleOutcome {
  const { maxTaintedShare } = policy.settings.training;
  const outcome = ruleAt(
    { rule: 'tainted-share', subject, path: ['training', 'maxTaintedShare'] },
    policy,
  );
  if (!Number.isFinite(taintedShare))
    return outcome('inconclusive', 'It is not known how much comes from the lowest tier.');
  return taintedShare > maxTaintedShare
    ? outcome(
        'fail',
        `${percent(taintedShare)} of the records come from the lowest tier; ${percent(maxTaintedShare)} is the most.`,
      )
    : outcome('pass', `${percent(taintedShare)} of the records come from the lowest tier.`);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
