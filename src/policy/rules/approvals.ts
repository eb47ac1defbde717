import { after, isOver } from '../duration.ts';
import type { Act, Actor } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { ruleAt } from '../rule.ts';
import type { RuleOutcome } from '../rule-outcome.ts';
import { responsibleFor, sameHands } from '../same-hands.ts';
import type { ApprovalRule } from '../settings.ts';
import type { SourceType } from '../source-types.ts';

/** What people said, about what, and who of them had a hand in it. */
export interface ApprovalQuestion {
  readonly now: string;
  readonly acts: readonly Act[];
  readonly curators: readonly Actor[];
  readonly tier: string | null;
  readonly impact: string;
  readonly sourceTypes: readonly SourceType[];
}

/** The rules on who approved: rejections, separation of duties, how many, and in which roles. */
export function judgeApprovals(question: ApprovalQuestion, policy: Policy): RuleOutcome[] {
  const { standing, setAside } = standingActs(question, policy);
  const barred = barredActs(standing, question, policy);
  const counted = standing.filter((act) => act.act === 'approve' && !barred.has(act));
  const demands = demandsOn(question, policy);
  return [
    judgeRejections(standing, policy),
    judgeSeparation([...barred.values()], question, policy),
    ...(demands.length === 0 ? [noDemand(policy)] : []),
    ...demands.map((index) => judgePeople({ index, counted, setAside }, policy)),
    ...demands.map((index) => judgeRoles(index, counted, policy)),
  ];
}

interface StandingActs {
  readonly standing: readonly Act[];
  /** Why others do not count. */
  readonly setAside: readonly string[];
}

/** The last act of each person that still counts, in the order of time. */
function standingActs({ acts, now }: ApprovalQuestion, policy: Policy): StandingActs {
  const last = new Map<string, Act>();
  const setAside: string[] = [];
  for (const act of acts.toSorted((one, two) => Date.parse(one.time) - Date.parse(two.time))) {
    const why = whyNot(act, now, policy);
    if (why === null) last.set(responsibleFor(act.actor), act);
    else setAside.push(`${act.actor.name} ${why}`);
  }
  return { standing: [...last.values()], setAside };
}

function whyNot(act: Act, now: string, policy: Policy): string | null {
  const { expireAfter } = policy.settings.approvals;
  if (act.key === 'revoked') return 'signed with a key that was revoked';
  if (act.key === 'expired-then') return 'signed with a key that had expired';
  if (Date.parse(act.time) > Date.parse(now)) return 'signed at a time that is still to come';
  // A rejection does not wear off.
  if (act.act === 'reject') return null;
  if (act.actor.kind === 'service') return 'is a service account';
  if (isOver(act.expires, now) || isOver(after(act.time, expireAfter), now))
    return 'approved too long ago';
  return null;
}

function barredActs(
  standing: readonly Act[],
  { curators }: ApprovalQuestion,
  policy: Policy,
): Map<Act, string> {
  const duties = policy.settings.separationOfDuties;
  const barred = new Map<Act, string>();
  if (duties.curatorsMayApprove) return barred;
  for (const act of standing.filter(({ act: kind }) => kind === 'approve')) {
    for (const curator of curators) {
      const why = sameHands(act.actor, curator, duties);
      if (why !== null) barred.set(act, `${act.actor.name} ${why} ${curator.name}`);
    }
  }
  return barred;
}

/** Indices of the approval rules that apply, or of none. */
function demandsOn({ tier, impact, sourceTypes }: ApprovalQuestion, policy: Policy): number[] {
  const applies = (rule: ApprovalRule): boolean =>
    (rule.tiers === undefined || (tier !== null && rule.tiers.includes(tier))) &&
    (rule.impacts === undefined || rule.impacts.includes(impact)) &&
    (rule.sourceTypes === undefined || rule.sourceTypes.some((type) => sourceTypes.includes(type)));
  return [...policy.settings.approvals.rules.entries()]
    .filter(([, rule]) => applies(rule))
    .map(([index]) => index);
}

function noDemand(policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'approvals', path: ['approvals', 'rules'] }, policy);
  return outcome('not-applicable', 'No approval rule is for this.');
}

function judgeRejections(standing: readonly Act[], policy: Policy): RuleOutcome {
  const outcome = ruleAt({ rule: 'rejections', path: ['approvals'] }, policy);
  const rejected = standing.find(({ act }) => act === 'reject');
  return rejected === undefined
    ? outcome('pass', 'Nobody has rejected it.')
    : outcome('fail', `${rejected.actor.name} has rejected it.`);
}

function judgeSeparation(
  barred: readonly string[],
  { curators }: ApprovalQuestion,
  policy: Policy,
): RuleOutcome {
  const outcome = ruleAt({ rule: 'separation-of-duties', path: ['separationOfDuties'] }, policy);
  if (policy.settings.separationOfDuties.curatorsMayApprove)
    return outcome('not-applicable', 'The policy lets curators approve.');
  if (curators.length === 0) return outcome('inconclusive', 'It is not known who curated it.');
  return barred.length === 0
    ? outcome('pass', 'Nobody who had a hand in it approved it.')
    : outcome(
        'pass',
        `Not counted, since who had a hand in it does not approve: ${barred.join('; ')}.`,
      );
}

function judgePeople(
  {
    index,
    counted,
    setAside,
  }: { index: number; counted: readonly Act[]; setAside: readonly string[] },
  policy: Policy,
): RuleOutcome {
  const outcome = ruleAt(
    { rule: 'approvals', path: ['approvals', 'rules', index, 'people'] },
    policy,
  );
  const people = policy.settings.approvals.rules[index]?.people ?? 0;
  const names = counted.map(({ actor }) => actor.name).join(', ') || 'nobody';
  const rest = setAside.length === 0 ? '' : ` Not counted: ${setAside.join('; ')}.`;
  return counted.length >= people
    ? outcome('pass', `Approved by ${names}; ${people} needed.${rest}`)
    : outcome('held', `Approved by ${names}; ${people - counted.length} more needed.${rest}`);
}

function judgeRoles(index: number, counted: readonly Act[], policy: Policy): RuleOutcome {
  const outcome = ruleAt(
    { rule: 'approver-roles', path: ['approvals', 'rules', index, 'roles'] },
    policy,
  );
  const roles = policy.settings.approvals.rules[index]?.roles ?? [];
  if (roles.length === 0) return outcome('not-applicable', 'The rule asks for no role.');
  const absent = roles.filter((role) => !counted.some((act) => act.roles.includes(role)));
  return absent.length === 0
    ? outcome('pass', `Among those who approved are ${roles.join(', ')}.`)
    : outcome('held', `Nobody who approved is ${absent.join(', ')}.`);
}
