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
const MEMBER_RATIO = 2;
const LEAST_MEMBER_FLIPS = 2;
/** A group that holds most of the slice is the slice. */
const MOST_RECORDS = 0.7;
const LEAST_OTHERS = 2;
/** Members change at least this part of their labels, and so many times as large a part as others do. */
const LEAST_SHARE = 0.3;
const LEAST_CONTRAST = 4;

/**
 * Members are chosen on one half of the data by how many flips they have, and tested on the other. Null:
 * flips of the slice fall on members as often as the slice's records do (binomial, Chernoff's bound).
 */
export function flippingGroup({ column, role, places }: FlipSpread): FlippingGroup | null {
  const all = sumOf(places, ({ records }) => records[0]);
  const flips = sumOf(places, (place) => place.flips[0]);
  const chosen = places.filter(
    (place) =>
      place.flips[0] >= LEAST_MEMBER_FLIPS &&
      place.flips[0] * all >= MEMBER_RATIO * flips * place.records[0],
  );
  const others = places.filter((place) => !chosen.includes(place) && place.records[1] > 0);
  if (chosen.length === 0 || others.length < LEAST_OTHERS) return null;
  const records = sumOf(chosen, (place) => place.records[1]);
  const otherRecords = sumOf(others, (place) => place.records[1]);
  const own = sumOf(chosen, (place) => place.flips[1]);
  const otherFlips = sumOf(others, (place) => place.flips[1]);
  const share = records / Math.max(1, records + otherRecords);
  if (share === 0 || share > MOST_RECORDS) return null;
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
    logP: tail.logProbability(),
  };
}

function sumOf<One>(values: readonly One[], of: (one: One) => number): number {
  return values.reduce((sum, one) => sum + of(one), 0);
}
