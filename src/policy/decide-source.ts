import { decide } from './decide.ts';
import { milliseconds } from './duration.ts';
import type { SourceFacts } from './facts.ts';
import type { Policy } from './policy.ts';
import { ruleAt } from './rule.ts';
import type { Decision, RuleOutcome } from './rule-outcome.ts';
import { demandsOf, matchingRule, mostTrust } from './rules/allowlist.ts';
import { judgeOwner } from './rules/owner.ts';
import { approvalsOfStrangers, judgeReviews } from './rules/reviews.ts';
import { isTier, tierRank } from './rules/tiers.ts';
import type { SourceDemand } from './settings.ts';

const DAY = 86_400_000;

/** Whether a source may be on the allowlist, and with this much trust. */
export function decideSource(facts: SourceFacts, policy: Policy): Decision {
  return decide([
    judgeListed(facts, policy),
    judgeTrust(facts, policy),
    ...judgeDemands(facts, policy),
    judgeOwner(facts.owner, null, policy),
    judgeRevival(facts, policy),
    ...judgeReviews(facts, policy),
  ]);
}

function judgeListed(facts: SourceFacts, policy: Policy): RuleOutcome {
  const rule = matchingRule(facts, policy);
  const path = rule === null ? ['sources', 'allow'] : ['sources', 'allow', rule.index];
  const outcome = ruleAt({ rule: 'source-listed', path }, policy);
  if (policy.settings.sources.allow.length === 0)
    return outcome('not-applicable', 'The policy has no allow rules; reviews decide.');
  return rule === null
    ? outcome('fail', `No allow rule covers this ${facts.type} source with all its URIs.`)
    : outcome('pass', `The rule ${rule.name} allows it.`);
}

function judgeTrust(facts: SourceFacts, policy: Policy): RuleOutcome {
  const { tier, path } = mostTrust(facts, policy);
  const outcome = ruleAt({ rule: 'source-tier', path }, policy);
  if (!isTier(facts.tier, policy)) return outcome('fail', `The policy has no tier ${facts.tier}.`);
  return tierRank(facts.tier, policy) < tierRank(tier, policy)
    ? outcome('fail', `It asks for the tier ${facts.tier}, and ${tier} is the most it can have.`)
    : outcome('pass', `The tier ${facts.tier} is not above ${tier}.`);
}

function judgeDemands(facts: SourceFacts, policy: Policy): RuleOutcome[] {
  return demandsOf(facts, policy).map(({ demand, path }) => {
    const outcome = ruleAt({ rule: 'source-demands', subject: demand, path }, policy);
    const met = meets(facts, demand);
    if (met === null)
      return outcome('inconclusive', `Whether it has ${WORDS[demand]} is not known.`);
    return met
      ? outcome('pass', `It has ${WORDS[demand]}.`)
      : outcome('fail', `It does not have ${WORDS[demand]}.`);
  });
}

const WORDS: Readonly<Record<SourceDemand, string>> = {
  'verified-publisher': 'a verified publisher',
  'published-hash': 'a published hash',
  signature: 'a signature',
  licence: 'a licence',
  'scrape-record': 'a record of target, date and filter',
};

function meets(facts: SourceFacts, demand: SourceDemand): boolean | null {
  switch (demand) {
    case 'verified-publisher':
      return facts.publisherVerified;
    case 'published-hash':
      return facts.publishesHash;
    case 'signature':
      return facts.publishesSignature;
    case 'licence':
      return facts.licence !== null && facts.licence.trim() !== '';
    case 'scrape-record':
      return facts.scrape !== null && Object.values(facts.scrape).every((part) => part !== '');
  }
}

/** A repository that was abandoned and came back is looked at anew (requirement AL-05). */
function judgeRevival(facts: SourceFacts, policy: Policy): RuleOutcome {
  const { revived } = facts;
  const { revivalGap } = policy.settings.sources;
  const outcome = ruleAt({ rule: 'source-revived', path: ['sources', 'revivalGap'] }, policy);
  if (revived === null || revived.silentDays * DAY <= milliseconds(revivalGap))
    return outcome('pass', `It was not silent for more than ${revivalGap}.`);
  const reviewedSince = approvalsOfStrangers(facts, policy).some(
    ({ time }) => Date.parse(time) > Date.parse(revived.time),
  );
  return reviewedSince
    ? outcome('pass', 'It was reviewed since it came back.')
    : outcome('held', `It came back after ${revived.silentDays} days and was not reviewed since.`);
}
