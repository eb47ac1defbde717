import type { Policy } from '../policy.ts';
import { ruleAt } from '../rule.ts';
import type { RuleOutcome } from '../rule-outcome.ts';

/** Someone answers for it (requirement AC-05). */
export function judgeOwner(
  owner: string | null,
  subject: string | null,
  policy: Policy,
): RuleOutcome {
  const { required, overall } = policy.settings.owners;
  const outcome = ruleAt({ rule: 'owner', subject, path: ['owners', 'required'] }, policy);
  if (owner !== null) return outcome('pass', `${owner} answers for it.`);
  if (overall !== undefined && overall !== '')
    return outcome('pass', `${overall}, who answers for all data, answers for it.`);
  return required
    ? outcome('fail', 'Nobody answers for it; give it an owner.')
    : outcome('not-applicable', 'The policy asks for no owner.');
}
