import type { GroupOutcomes, OutcomeGroup } from '../../engine/operations/groups.ts';
import { type Rate, type RateShift, rateShift } from '../../numerics/rate-shift.ts';

/** A group whose rate of an outcome moved against that of all other groups. */
export interface ShiftedGroup {
  readonly values: readonly string[];
  readonly outcome: string;
  /** Rates of the group and of all others, before and after. */
  readonly before: readonly [Rate, Rate];
  readonly after: readonly [Rate, Rate];
  readonly shift: RateShift;
  readonly qValue: number;
}

export interface ComparedGroups {
  readonly tried: number;
  /** By falling evidence. */
  readonly groups: readonly ShiftedGroup[];
}

const LEAST_RECORDS = 20;
const MOST_OUTCOMES = 50;

/**
 * Compares every group with all others, before and after. Null: the difference between their rates is what
 * it was; Bonferroni over groups and outcomes. Of two labels the rarer one stands for both.
 */
export function shiftedGroups(before: GroupOutcomes, after: GroupOutcomes): ComparedGroups {
  const outcomes = comparedOutcomes(after).filter((label) => before.labels.includes(label));
  const past = new Map(before.groups.map((group) => [keyOf(group), group]));
  const pairs = after.groups.flatMap((group) => {
    const other = past.get(keyOf(group));
    return other === undefined ? [] : outcomes.map((outcome) => ({ group, other, outcome }));
  });
  const compared = pairs.flatMap(({ group, other, outcome }) => {
    const own = ratesOf(after, group, outcome);
    const then = ratesOf(before, other, outcome);
    if ([...own, ...then].some(({ trials }) => trials < LEAST_RECORDS)) return [];
    return [
      { values: group.values, outcome, before: then, after: own, shift: rateShift(then, own) },
    ];
  });
  return {
    tried: compared.length,
    groups: compared
      .map((one) => ({ ...one, qValue: Math.min(1, one.shift.pValue * compared.length) }))
      .sort((a, b) => a.shift.pValue - b.shift.pValue),
  };
}

/** The labels whose rates are compared: of two, the rarer one says all. */
export function comparedOutcomes({ labels, groups }: GroupOutcomes): readonly string[] {
  const count = (at: number): number =>
    groups.reduce((sum, { byLabel }) => sum + (byLabel[at] ?? 0), 0);
  const order = [...labels.keys()].sort((a, b) => count(b) - count(a) || a - b);
  const kept = labels.length === 2 ? order.slice(1) : order.slice(0, MOST_OUTCOMES);
  return kept.map((at) => labels[at] as string);
}

/** Rates of a group and of all others. */
function ratesOf(
  { labels, groups }: GroupOutcomes,
  own: OutcomeGroup,
  outcome: string,
): readonly [Rate, Rate] {
  const at = labels.indexOf(outcome);
  const rate = (of: readonly OutcomeGroup[]): Rate => ({
    successes: of.reduce((sum, { byLabel }) => sum + (byLabel[at] ?? 0), 0),
    trials: of.reduce((sum, { records }) => sum + records, 0),
  });
  return [rate([own]), rate(groups.filter((group) => group !== own))];
}

function keyOf({ values }: OutcomeGroup): string {
  return JSON.stringify(values);
}
