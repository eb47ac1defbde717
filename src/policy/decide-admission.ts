import { decide } from './decide.ts';
import type { AdmissionFacts } from './facts.ts';
import type { Policy } from './policy.ts';
import type { Decision } from './rule-outcome.ts';
import { judgeApprovals } from './rules/approvals.ts';
import { judgeIntegrity } from './rules/integrity.ts';
import { judgeOrigins, judgeTier } from './rules/origins.ts';
import { judgeOwner } from './rules/owner.ts';
import { judgeScreening } from './rules/screening.ts';
import { judgeContributors, judgeTaint } from './rules/shares.ts';

/** Whether a dataset version may be trained on: provenance, screening and approvals, no I/O. */
export function decideAdmission(facts: AdmissionFacts, policy: Policy): Decision {
  const { owner, integrity, origins, version } = facts;
  return decide([
    judgeOwner(owner, null, policy),
    judgeIntegrity(integrity, null, policy),
    ...judgeOrigins(origins, policy),
    judgeTier(version.tier, origins, policy),
    judgeTaint(version.taintedShare, null, policy),
    ...judgeScreening(facts, policy),
    judgeContributors(facts, policy),
    ...judgeApprovals(
      {
        now: facts.now,
        acts: facts.approvals,
        curators: facts.curators,
        tier: version.tier,
        impact: facts.impact,
        sourceTypes: origins.map(({ type }) => type),
      },
      policy,
    ),
  ]);
}
