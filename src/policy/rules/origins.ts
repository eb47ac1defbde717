import type { OriginFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { ruleAt } from '../rule.ts';
import type { RuleId, RuleOutcome } from '../rule-outcome.ts';
import { lowestTier, tierRank } from './tiers.ts';

/** Each source of a version is on the allowlist, gave what it published, and is recorded whole. */
export function judgeOrigins(origins: readonly OriginFacts[], policy: Policy): RuleOutcome[] {
  if (origins.length === 0) {
    const outcome = ruleAt({ rule: 'source-approved', path: ['sources'] }, policy);
    return [outcome('inconclusive', 'It is not known where the data come from.')];
  }
  return origins.flatMap((origin) => [
    judgeState(origin, policy),
    judgeHash(origin, policy),
    judgeRecord(origin, policy),
  ]);
}

function judgeState({ name, state }: OriginFacts, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'source-approved', subject: name, path: ['sources'] }, policy);
  switch (state) {
    case 'approved':
      return outcome('pass', `The source ${name} is on the allowlist.`);
    case 'proposed':
      return outcome('held', `The source ${name} waits for its review.`);
    case 'rejected':
    case 'withdrawn':
      return outcome('fail', `The source ${name} was ${state}.`);
  }
}

function judgeHash({ name, publisherHash }: OriginFacts, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'publisher-hash', subject: name, path: ['sources'] }, policy);
  switch (publisherHash) {
    case 'match':
      return outcome('pass', 'The bytes have the hash that the publisher states.');
    case 'not-published':
      return outcome('not-applicable', 'The publisher states no hash.');
    case 'mismatch':
      return outcome('fail', 'The bytes do not have the hash that the publisher states.');
  }
}

function judgeRecord({ name, missing }: OriginFacts, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'provenance-complete', subject: name, path: ['sources'] }, policy);
  return missing.length === 0
    ? outcome('pass', 'The retrieval record is complete.')
    : outcome('fail', `The retrieval record lacks ${missing.join(', ')}.`);
}

/** Trust that a version claims beyond its sources: derived data inherit the lowest tier (PI-13). */
export function judgeTier(
  tier: string,
  origins: readonly OriginFacts[],
  policy: Policy,
): RuleOutcome {
  const outcome = ruleAt({ rule: 'tier' satisfies RuleId, path: ['tiers'] }, policy);
  if (!policy.settings.tiers.includes(tier))
    return outcome('fail', `The policy has no tier ${tier}.`);
  const lowest = origins.toSorted(
    (one, two) => tierRank(two.tier, policy) - tierRank(one.tier, policy),
  )[0];
  if (lowest !== undefined && tierRank(lowest.tier, policy) > tierRank(tier, policy)) {
    const least = policy.settings.tiers.includes(lowest.tier) ? lowest.tier : lowestTier(policy);
    return outcome('fail', `It claims ${tier}, and its source ${lowest.name} is ${least}.`);
  }
  return outcome('pass', `Its tier is ${tier}, the lowest of its sources.`);
}
