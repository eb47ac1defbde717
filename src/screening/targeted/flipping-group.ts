import type { FlipSpread } from '../../engine/operations/disagreement.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';

/** The few of a column who change the labels of a slice, while all others label it as usual. */
export interface FlippingGroup {
  readonly column: string;
  readonly role: FlipSpread['role'];
  readonly members: readonly string[];
  /** Others who have records of the slice. */
  readonly others: number;
  /** In the half of the data that did not choose the members. */
  readonly flips: number;
  readonly records: number;
  readonly otherFlips: number;
  readonly otherRecords: number;
  readonly logP: number;
}

/** Who changes so many times as many labels of the slice as others is taken for a member. */
const MEMBER_RATIO = 1.5;
/** A group that holds most of the slice is the slice. */
const MOST_RECORDS = 0.7;
const LEAST_OTHERS = 2;
const LEAST_FLIPS = 4;
/** Members change at least this part of their labels, and so many times as large a part as others do. */
const LEAST_SHARE = 0.3;
const LEAST_CONTRAST = 2.5;

/**
 * Members are chosen on one half of the data by how many flips they have, and tested on the other; either
 * half chooses once. Null: flips of the slice fall on members as often as the slice's records do (binomial,
 * Chernoff's bound, twice for the two halves).
 */
export function flippingGroup(spread: FlipSpread): FlippingGroup | null {
  const groups = ([0, 1] as const).flatMap((half) => groupChosenOn(half, spread) ?? []);
  return groups.sort((a, b) => a.logP - b.logP)[0] ?? null;
}

function groupChosenOn(half: 0 | 1, { column, role, places }: FlipSpread): FlippingGroup | null {
  const other = half === 0 ? 1 : 0;
  const all = sumOf(places, ({ records }) => records[half]);
  const flips = sumOf(places, (place) => place.flips[half]);
  const chosen = places.filter(
    (place) =>
      place.flips[half] > 0 &&
      place.flips[half] * all >= MEMBER_RATIO * flips * place.records[half],
  );
  const others = places.filter((place) => !chosen.includes(place) && place.records[other] > 0);
  if (chosen.length === 0 || others.length < LEAST_OTHERS) return null;
  const records = sumOf(chosen, (place) => place.records[other]);
  const otherRecords = sumOf(others, (place) => place.records[other]);
  const own = sumOf(chosen, (place) => place.flips[other]);
  const otherFlips = sumOf(others, (place) => place.flips[other]);
  const share = records / Math.max(1, records + otherRecords);
  if (share === 0 || share > MOST_RECORDS || own < LEAST_FLIPS) return null;
  const contrast = own / records / ((otherFlips + 0.5) / (otherRecords + 1));
  if (contrast < LEAST_CONTRAST || own < LEAST_SHARE * records) return null;
  const tail = upperTail(
    { counts: [own + otherFlips], logits: [Math.log(share / (1 - share))] },
    own,
  );
  return {
    column,
    role,
    members: chosen.map(({ value }) => value),
    others: others.length,
    flips: own,
    records,
    otherFlips,
    otherRecords,
    logP: Math.min(0, tail.logProbability() + Math.LN2),
  };
}

function sumOf<One>(values: readonly One[], of: (one: One) => number): number {
  return values.reduce((sum, one) => sum + of(one), 0);
}
