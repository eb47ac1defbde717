import { decide } from './decide.ts';
import { after, isOver } from './duration.ts';
import type { TrainInputFacts, TrainStartFacts } from './facts.ts';
import type { Policy } from './policy.ts';
import { ruleAt } from './rule.ts';
import type { Decision, RuleOutcome } from './rule-outcome.ts';
import { judgeIntegrity } from './rules/integrity.ts';
import { judgeOwner } from './rules/owner.ts';
import { judgeTaint } from './rules/shares.ts';

/** Whether a run may start on its data: admitted, unchanged, owned, declared. */
export function decideTrainStart(facts: TrainStartFacts, policy: Policy): Decision {
  return decide([
    ...judgeInputs(facts, policy),
    judgeDeclared(facts.undeclared, policy),
    judgeScope(facts.outOfScope, policy),
  ]);
}

function judgeInputs({ inputs, now }: TrainStartFacts, policy: Policy): RuleOutcome[] {
  if (inputs.length === 0) {
    const outcome = ruleAt({ rule: 'data-declared', path: ['training'] }, policy);
    return [outcome('inconclusive', 'The run names no data.')];
  }
  return inputs.flatMap((input) => {
    const subject = `${input.dataset}@${input.version}`;
    return [
      judgeState(input, subject, policy),
      judgeVerdict(input, { subject, now }, policy),
      judgeIntegrity(input.integrity, subject, policy),
      judgeOwner(input.owner, subject, policy),
      judgeTier(input, subject, policy),
      judgeTaint(input.taintedShare, subject, policy),
      judgeRecord(input, subject, policy),
    ];
  });
}

function judgeState({ state }: TrainInputFacts, subject: string, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'version-state', subject, path: [] }, policy);
  switch (state) {
    case 'admitted':
      return outcome('pass', 'The version is admitted.');
    case 'quarantined':
      return outcome('fail', 'The version is in quarantine; run credence admit.');
    case 'rejected':
    case 'superseded':
    case 'withdrawn':
      return outcome('fail', `The version was ${state}.`);
  }
}

function judgeVerdict(
  { admission }: TrainInputFacts,
  { subject, now }: { readonly subject: string; readonly now: string },
  policy: Policy,
): RuleOutcome {
  const { expireAfter } = policy.settings.verdicts;
  const outcome = ruleAt(
    { rule: 'admission-passed', subject, path: ['verdicts', 'expireAfter'] },
    policy,
  );
  if (admission === null) return outcome('fail', 'There is no admission verdict.');
  if (!admission.proven)
    return outcome('fail', 'The admission verdict is not signed and logged as it should be.');
  if (admission.verdict !== 'pass') return outcome('fail', `Admission said ${admission.verdict}.`);
  if (Date.parse(admission.issued) > Date.parse(now))
    return outcome('inconclusive', 'The admission verdict is dated later than now.');
  if (isOver(admission.expires, now) || isOver(after(admission.issued, expireAfter), now))
    return outcome('fail', 'The admission verdict has expired; run credence admit again.');
  return outcome('pass', `Admission passed at ${admission.issued}.`);
}

function judgeTier({ tier }: TrainInputFacts, subject: string, policy: Policy): RuleOutcome {
  const { tiers } = policy.settings.training;
  const outcome = ruleAt({ rule: 'training-tier', subject, path: ['training', 'tiers'] }, policy);
  if (!policy.settings.tiers.includes(tier))
    return outcome('fail', `The policy has no tier ${tier}.`);
  if (tiers === undefined) return outcome('not-applicable', 'The policy names no tiers.');
  return tiers.includes(tier)
    ? outcome('pass', `The tier ${tier} may be trained on.`)
    : outcome('fail', `The tier ${tier} may not be trained on.`);
}

function judgeRecord({ missing }: TrainInputFacts, subject: string, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'provenance-complete', subject, path: [] }, policy);
  return missing.length === 0
    ? outcome('pass', 'Source, hash, version, retrieval date, licence and reviewer are known.')
    : outcome('fail', `It has no ${missing.join(', ')}.`);
}

function judgeDeclared(undeclared: readonly string[], policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'data-declared', path: [] }, policy);
  return undeclared.length === 0
    ? outcome('pass', 'The run reads nothing but its versions.')
    : outcome(
        'fail',
        `The run would read what no version holds: ${undeclared.slice(0, 5).join(', ')}.`,
      );
}

function judgeScope(outOfScope: readonly string[], policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'scope', path: [] }, policy);
  return outOfScope.length === 0
    ? outcome('pass', 'Who starts the run may use its data.')
    : outcome('fail', `Who starts the run may not use ${outOfScope.join(', ')}.`);
}
