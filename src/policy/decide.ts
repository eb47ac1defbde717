import type { Verdict } from '../findings/verdict.ts';
import type { Decision, RuleOutcome } from './rule-outcome.ts';

// What is wrong outranks what is not known, and that outranks what a person has yet to say: nobody
// should be asked to decide while facts are missing.
const STRENGTH: readonly Verdict[] = ['fail', 'inconclusive', 'held'];

/**
 * The verdict that follows from the outcomes: the strongest that any rule gave. A gate that looked at
 * nothing is inconclusive (design rule 1).
 */
export function decide(rules: readonly RuleOutcome[]): Decision {
  const looked = rules.some(({ outcome }) => outcome !== 'not-applicable');
  const strongest = STRENGTH.find((verdict) => rules.some(({ outcome }) => outcome === verdict));
  return { verdict: strongest ?? (looked ? 'pass' : 'inconclusive'), rules };
}
