import type { Policy } from './policy.ts';
import type { RuleId, RuleOutcome } from './rule-outcome.ts';

/** Gives outcomes of one rule, so that each names only what came of it and why. */
export type Rule = (outcome: RuleOutcome['outcome'], reason: string) => RuleOutcome;

/** Which rule it is, what it is about, and where in the policy it stands. */
export interface RuleSite {
  readonly rule: RuleId;
  readonly subject?: string | null;
  readonly path: readonly (string | number)[];
}

/** A rule of the policy, ready to say what came of it. */
export function ruleAt({ rule, subject = null, path }: RuleSite, policy: Policy): Rule {
  const place = policy.place(path);
  return (outcome, reason) => ({ rule, subject, outcome, reason, place });
}
