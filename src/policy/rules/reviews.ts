import type { Act, SourceFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { ruleAt } from '../rule.ts';
import type { RuleOutcome } from '../rule-outcome.ts';
import { responsibleFor, sameHands } from '../same-hands.ts';

/** Enough people other than the requester have looked at a source (requirement AL-02). */
export function judgeReviews(facts: SourceFacts, policy: Policy): RuleOutcome[] {
  const standing = standingReviews(facts);
  const rejected = standing.find(({ act }) => act === 'reject');
  const { needed, path } = reviewsNeeded(facts, policy);
  const approving = standing.filter((review) => review.act === 'approve');
  const strangers = approvalsOfStrangers(facts, policy);
  const rejections = ruleAt({ rule: 'rejections', path: ['sources', 'reviews'] }, policy);
  const reviews = ruleAt({ rule: 'source-reviews', path }, policy);
  const names = strangers.map(({ actor }) => actor.name).join(', ') || 'nobody';
  const own = approving.length - strangers.length;
  const rest = own === 0 ? '' : ' Who asked for it, or acts for them, does not count.';
  return [
    rejected === undefined
      ? rejections('pass', 'Nobody has rejected it.')
      : rejections('fail', `${rejected.actor.name} has rejected it.`),
    strangers.length >= needed
      ? reviews('pass', `Approved by ${names}; ${needed} needed.${rest}`)
      : reviews('held', `Approved by ${names}; ${needed - strangers.length} more needed.${rest}`),
  ];
}

/** The approvals that count: last words, good keys, and not of the requester's own hands. */
export function approvalsOfStrangers(facts: SourceFacts, policy: Policy): Act[] {
  const duties = policy.settings.separationOfDuties;
  return standingReviews(facts).filter(
    ({ act, actor }) => act === 'approve' && sameHands(actor, facts.requestedBy, duties) === null,
  );
}

function reviewsNeeded(
  { type }: SourceFacts,
  policy: Policy,
): { readonly needed: number; readonly path: readonly string[] } {
  const ofType = policy.settings.sources.types[type]?.reviews;
  return ofType === undefined
    ? { needed: policy.settings.sources.reviews, path: ['sources', 'reviews'] }
    : { needed: ofType, path: ['sources', 'types', type, 'reviews'] };
}

/** The last review of each person whose key is good. A source's review does not wear off. */
function standingReviews({ reviews, now }: SourceFacts): Act[] {
  const last = new Map<string, Act>();
  for (const review of reviews.toSorted(
    (one, two) => Date.parse(one.time) - Date.parse(two.time),
  )) {
    const counts =
      review.key === 'good' &&
      Date.parse(review.time) <= Date.parse(now) &&
      (review.act === 'reject' || review.actor.kind === 'person');
    if (counts) last.set(responsibleFor(review.actor), review);
  }
  return [...last.values()];
}
