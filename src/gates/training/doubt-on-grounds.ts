import { decideAdmission } from '../../policy/decide-admission.ts';
import type { AdmissionFacts } from '../../policy/facts.ts';
import type { Policy } from '../../policy/policy.ts';
import type { VerdictRow } from '../../registry/rows/verdicts.ts';

/**
 * Why an admission does not follow from what is known of the version, by today's policy and as of when
 * it was given; null where it does. A verdict is one signature: who holds a key and another program
 * could sign one that no gate gave. The scan and the acts of people that it rests on are signed by
 * others, so they are asked again. What a key signed that was revoked since counts no more, and a
 * rejection counts from when it was made.
 *
 * @param facts as they are now, for the impact of the run
 */
export function doubtOnGrounds(
  facts: AdmissionFacts,
  { issued }: VerdictRow,
  policy: Policy,
): string | null {
  const rejected = facts.approvals.find(
    ({ act, time, key }) =>
      act === 'reject' && key === 'good' && Date.parse(time) > Date.parse(issued),
  );
  if (rejected !== undefined)
    return `${rejected.actor.name} rejected it after the verdict; run credence admit again.`;
  // Whether bytes are as they were is a rule of its own.
  const then = { ...facts, now: issued, integrity: 'verified' as const };
  const { verdict, rules } = decideAdmission(then, policy);
  if (verdict === 'pass') return null;
  const [first] = rules.filter(({ outcome }) => outcome === verdict);
  return `The verdict does not follow from what is signed (${first?.rule}: ${first?.reason}); run credence admit again.`;
}
