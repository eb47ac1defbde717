import { ladderRank } from '../../findings/ladder.ts';
import { after, isOver } from '../duration.ts';
import type { AdmissionFacts, ScreeningFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { type Rule, ruleAt } from '../rule.ts';
import type { RuleId, RuleOutcome } from '../rule-outcome.ts';
import type { ScreeningTier } from '../settings.ts';

/** What the scan of a version must have said, and when. */
export function judgeScreening(facts: AdmissionFacts, policy: Policy): RuleOutcome[] {
  const { screening } = facts;
  const present = ruleAt({ rule: 'screening-present', path: ['screening', 'required'] }, policy);
  if (screening === null) {
    return [
      policy.settings.screening.required
        ? present('inconclusive', 'There is no scan of this version; run credence scan.')
        : present('not-applicable', 'The policy asks for no scan.'),
    ];
  }
  const { tier } = facts.version;
  return [
    present('pass', `It was scanned at ${screening.finished}.`),
    judgeFreshness(screening, facts, policy),
    judgeResult(screening, tier, policy),
    judgeChecks(screening, tier, policy),
  ];
}

function judgeFreshness(
  { finished }: ScreeningFacts,
  { now, version }: AdmissionFacts,
  policy: Policy,
): RuleOutcome {
  const span = settingFor('freshFor', version.tier, policy) ?? '';
  const outcome = screeningRule('screening-fresh', { key: 'freshFor', tier: version.tier }, policy);
  if (Date.parse(finished) > Date.parse(now))
    return outcome('inconclusive', 'The scan is dated later than now.');
  return isOver(after(finished, span), now)
    ? outcome('inconclusive', `The scan is older than ${span}; scan it again.`)
    : outcome('pass', `The scan is not older than ${span}.`);
}

function judgeResult(
  { verdict, ladder }: ScreeningFacts,
  tier: string,
  policy: Policy,
): RuleOutcome {
  const failOn = settingFor('failOn', tier, policy);
  const holdOn = settingFor('holdOn', tier, policy);
  const failing = screeningRule('screening-result', { key: 'failOn', tier }, policy);
  if (failOn !== undefined && ladderRank(ladder) >= ladderRank(failOn))
    return failing('fail', `The scan found ${ladder}, and ${failOn} fails.`);
  // The scan fails for findings, which the policy just let pass; what it could not see is another matter.
  if (verdict === 'inconclusive') return failing('inconclusive', 'The scan was inconclusive.');
  if (holdOn !== undefined && ladderRank(ladder) >= ladderRank(holdOn)) {
    const holding = screeningRule('screening-result', { key: 'holdOn', tier }, policy);
    return holding('held', `The scan found ${ladder}, and a person must look at ${holdOn}.`);
  }
  if (verdict === 'held') return failing('held', 'The scan waits for a person.');
  return failing('pass', `The highest step that the scan found is ${ladder}.`);
}

function judgeChecks({ checksRun }: ScreeningFacts, tier: string, policy: Policy): RuleOutcome {
  const wanted = settingFor('checks', tier, policy) ?? [];
  const outcome = screeningRule('screening-checks', { key: 'checks', tier }, policy);
  if (wanted.length === 0) return outcome('not-applicable', 'The policy names no check.');
  const absent = wanted.filter((check) => !checksRun.includes(check));
  return absent.length === 0
    ? outcome('pass', `All of ${wanted.join(', ')} ran.`)
    : outcome('inconclusive', `${absent.join(', ')} did not run.`);
}

function screeningRule(
  rule: RuleId,
  { key, tier }: { readonly key: keyof ScreeningTier; readonly tier: string },
  policy: Policy,
): Rule {
  const own = tierSettings(tier, policy)?.[key] !== undefined;
  return ruleAt(
    { rule, path: own ? ['screening', 'tiers', tier, key] : ['screening', key] },
    policy,
  );
}

function settingFor<Key extends keyof ScreeningTier>(
  key: Key,
  tier: string,
  policy: Policy,
): ScreeningTier[Key] {
  return tierSettings(tier, policy)?.[key] ?? policy.settings.screening[key];
}

function tierSettings(tier: string, policy: Policy): ScreeningTier | undefined {
  const { tiers } = policy.settings.screening;
  return Object.hasOwn(tiers, tier) ? tiers[tier] : undefined;
}
