import type { Integrity } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { ruleAt } from '../rule.ts';
import type { RuleOutcome } from '../rule-outcome.ts';

/** The bytes are those of the manifest. No policy sets this aside. */
export function judgeIntegrity(
  integrity: Integrity,
  subject: string | null,
  policy: Policy,
): RuleOutcome {
  const outcome = ruleAt({ rule: 'integrity', subject, path: [] }, policy);
  switch (integrity) {
    case 'verified':
      return outcome('pass', 'Every byte is the one that was recorded.');
    case 'mismatch':
      return outcome('fail', 'Bytes are not those that were recorded.');
    case 'not-checked':
      return outcome('inconclusive', 'The bytes were not checked against the record.');
  }
}
