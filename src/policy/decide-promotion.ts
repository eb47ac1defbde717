import type { Verdict } from '../findings/verdict.ts';
import { decide } from './decide.ts';
import { after, isOver } from './duration.ts';
import type { PromotionFacts, TestFacts } from './facts.ts';
import type { Policy } from './policy.ts';
import { type Rule, ruleAt } from './rule.ts';
import type { Decision, RuleOutcome } from './rule-outcome.ts';
import { judgeApprovals } from './rules/approvals.ts';
import { judgeIntegrity } from './rules/integrity.ts';
import { judgeOverrides } from './rules/overrides.ts';
import { judgeOwner } from './rules/owner.ts';

/** Whether a model version may be served. Good scores alone never are enough (requirement BT-13). */
export function decidePromotion(facts: PromotionFacts, policy: Policy): Decision {
  const overrides = judgeOverrides(facts, policy);
  const tests = [
    ...judgeSuites(facts, policy),
    judgeComparison(facts, policy),
    judgeProbes(facts, policy),
    judgeSampling(facts, policy),
  ];
  return decide([
    judgeOwner(facts.owner, null, policy),
    judgeIntegrity(facts.integrity, null, policy),
    judgeModelFiles(facts.modelFiles, policy),
    judgeInputs(facts.inputsAdmitted, policy),
    ...tests.map((outcome) => setAside(outcome, overrides.rules)),
    ...overrides.outcomes,
    ...judgeApprovals(
      {
        now: facts.now,
        acts: facts.approvals,
        curators: facts.trainers,
        tier: null,
        impact: facts.impact,
        sourceTypes: [],
      },
      policy,
    ),
  ]);
}

function setAside(outcome: RuleOutcome, rules: ReadonlySet<string>): RuleOutcome {
  if (outcome.outcome === 'pass' || !rules.has(outcome.rule)) return outcome;
  return {
    ...outcome,
    outcome: 'not-applicable',
    reason: `Set aside by people, although: ${outcome.reason}`,
  };
}

function judgeModelFiles(verdict: Verdict | null, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'model-files', path: ['promotion'] }, policy);
  if (verdict === null) return outcome('inconclusive', 'The model files were not scanned.');
  return outcome(verdict, `The scan of the model files said ${verdict}.`);
}

function judgeInputs(admitted: boolean | null, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'inputs-admitted', path: ['promotion'] }, policy);
  if (admitted === null)
    return outcome('inconclusive', 'It is not known what data the model was trained on.');
  return admitted
    ? outcome('pass', 'All data that it was trained on were admitted.')
    : outcome('fail', 'It was trained on data that were not admitted.');
}

function judgeSuites(facts: PromotionFacts, policy: Policy): RuleOutcome[] {
  const { suites } = policy.settings.promotion;
  if (suites.length === 0) {
    const outcome = ruleAt({ rule: 'suites', path: ['promotion', 'suites'] }, policy);
    return facts.suites.length === 0
      ? [outcome('inconclusive', 'No behavioural suite was run, and the policy names none.')]
      : facts.suites.map((suite) => judgeTest(suite, facts, { policy, outcome }));
  }
  return suites.map((name, index) => {
    const path = ['promotion', 'suites', index];
    const outcome = ruleAt({ rule: 'suites', subject: name, path }, policy);
    const suite = lastOf(name, facts.suites);
    return suite === undefined
      ? outcome('inconclusive', `The suite ${name} was not run.`)
      : judgeTest(suite, facts, { policy, outcome });
  });
}

function lastOf(name: string, suites: readonly TestFacts[]): TestFacts | undefined {
  return suites
    .filter((suite) => suite.name === name)
    .toSorted((one, two) => Date.parse(two.finished) - Date.parse(one.finished))[0];
}

/** A test counts when it looked at this very version, lately, and passed (requirement BT-01). */
function judgeTest(
  test: TestFacts,
  { made, now }: PromotionFacts,
  { policy, outcome }: { readonly policy: Policy; readonly outcome: Rule },
): RuleOutcome {
  const { freshFor } = policy.settings.promotion;
  const { name, verdict, finished } = test;
  if (Date.parse(finished) < Date.parse(made))
    return outcome('inconclusive', `${name} ran before the model was made.`);
  if (Date.parse(finished) > Date.parse(now))
    return outcome('inconclusive', `${name} is dated later than now.`);
  if (isOver(after(finished, freshFor), now))
    return outcome('inconclusive', `${name} ran more than ${freshFor} ago.`);
  return outcome(verdict, `${name} said ${verdict}.`);
}

function judgeComparison(facts: PromotionFacts, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'comparison', path: ['promotion', 'comparison'] }, policy);
  if (!policy.settings.promotion.comparison)
    return outcome('not-applicable', 'The policy asks for no comparison.');
  return facts.comparison === null
    ? outcome('inconclusive', 'It was not compared with its predecessor.')
    : judgeTest(facts.comparison, facts, { policy, outcome });
}

function judgeProbes(facts: PromotionFacts, policy: Policy): RuleOutcome {
  const { probeBudget } = policy.settings.promotion;
  const outcome = ruleAt({ rule: 'probes', path: ['promotion', 'probeBudget'] }, policy);
  if (facts.probes === null) {
    return probeBudget === 0
      ? outcome('not-applicable', 'The policy asks for no probes.')
      : outcome('inconclusive', 'It was not probed for triggers.');
  }
  const judged = judgeTest(facts.probes, facts, { policy, outcome });
  if (judged.outcome === 'pass' && facts.probes.budget < probeBudget) {
    const spent = facts.probes.budget;
    return outcome('inconclusive', `Probes spent ${spent} queries; ${probeBudget} are needed.`);
  }
  return judged;
}

/** Behaviour must not reach the weights unlooked at (requirement RL-02). */
function judgeSampling({ feedback }: PromotionFacts, policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'sampling', path: ['promotion', 'sampling'] }, policy);
  if (!policy.settings.promotion.sampling)
    return outcome('not-applicable', 'The policy asks for no sampling.');
  switch (feedback) {
    case 'none':
      return outcome('not-applicable', 'It learnt from no feedback.');
    case 'sampled':
      return outcome('pass', 'The feedback it learnt from was sampled and looked at.');
    case 'not-sampled':
      return outcome('fail', 'It learnt from feedback that nobody looked at.');
  }
}
