import { after, isOver } from '../duration.ts';
import type { OverrideFacts, PromotionFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { ruleAt } from '../rule.ts';
import type { RuleId, RuleOutcome } from '../rule-outcome.ts';
import { responsibleFor, sameHands } from '../same-hands.ts';

/** Rules that people may set aside together; what the bytes are, and who may decide, is not among them. */
const OVERRIDABLE: readonly RuleId[] = ['comparison', 'probes', 'sampling', 'suites'];

export interface Overrides {
  /** Rules that a valid override sets aside. */
  readonly rules: ReadonlySet<string>;
  readonly outcomes: readonly RuleOutcome[];
}

/** Each override, and whether it counts: a reason, a second person, an end, and none of the trainers. */
export function judgeOverrides(facts: PromotionFacts, policy: Policy): Overrides {
  const judged = facts.overrides.map((override) => ({
    override,
    problem: problemOf(override, facts, policy),
  }));
  const valid = judged.filter(({ problem }) => problem === null);
  return {
    rules: new Set(valid.flatMap(({ override }) => override.rules)),
    outcomes: judged.map(({ override, problem }) => {
      const outcome = ruleAt(
        { rule: 'override', subject: override.rules.join(', '), path: ['promotion', 'overrides'] },
        policy,
      );
      return problem === null
        ? outcome('pass', `Set aside until ${override.expires}: ${override.reason}`)
        : outcome('not-applicable', `The override does not count: ${problem}.`);
    }),
  };
}

function problemOf(override: OverrideFacts, facts: PromotionFacts, policy: Policy): string | null {
  const { allowed, people, longest } = policy.settings.promotion.overrides;
  const firm = override.rules.find((rule) => !OVERRIDABLE.some((one) => one === rule));
  if (!allowed) return 'the policy allows none';
  if (override.rules.length === 0) return 'it names no rule';
  if (firm !== undefined) return `${firm} cannot be set aside`;
  if (override.reason.trim() === '') return 'it gives no reason';
  if (override.expires === null) return 'it has no end';
  if (isOver(override.expires, facts.now)) return 'it has expired';
  if (Date.parse(override.expires) > Date.parse(after(override.time, longest)))
    return `it lasts longer than ${longest}`;
  const persons = personsBehind(override, facts, policy);
  return persons < people ? `${people - persons} more must agree` : null;
}

/** How many different people with good keys stand behind it, none of whom trained the model. */
function personsBehind(
  { acts }: OverrideFacts,
  { trainers, now }: PromotionFacts,
  policy: Policy,
): number {
  const duties = policy.settings.separationOfDuties;
  const counted = acts.filter(
    ({ actor, act, key, time }) =>
      act === 'approve' &&
      key === 'good' &&
      actor.kind === 'person' &&
      Date.parse(time) <= Date.parse(now) &&
      trainers.every((trainer) => sameHands(actor, trainer, duties) === null),
  );
  return new Set(counted.map(({ actor }) => responsibleFor(actor))).size;
}
