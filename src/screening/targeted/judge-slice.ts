import type { FlipCount, FlipSlice } from '../../engine/operations/disagreement.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { type FlippingGroup, flippingGroup } from './flipping-group.ts';

/** A slice in which one label stands where another is likely, more often than chance has it. */
export interface JudgedSlice {
  readonly slice: FlipSlice;
  /** Flips beyond what is expected, as a part of the slice's records. */
  readonly excess: number;
  readonly logP: number;
  readonly qValue: number;
  /** The opposite change is no commoner there than elsewhere. */
  readonly oneWay: boolean;
  /** Who does it, where it is a few. */
  readonly group: FlippingGroup | null;
  readonly groupQ: number | null;
  readonly suspect: boolean;
}

const LEVEL = 0.001;
const LEAST_EXCESS = 0.1;
const LEAST_RATIO = 2;
/** Of places and stretches of time: so many times as many flips among records that a model is sure of. */
const LEAST_SURE_RATIO = 5;
const LEAST_SURE_FLIPS = 10;
const LEAST_SURE_SHARE = 0.2;

export interface Tried {
  /** Pairs of a slice and a change of label. */
  readonly tried: number;
  /**
   * Slices whose flips were spread over people: chosen by how many flips they have, which says nothing of
   * whose these are.
   */
  readonly slices: number;
}

/**
 * Null: the flips of a class fall on the slice as often as its records do (binomial, Chernoff's bound);
 * Bonferroni over all slices and changes. `null` where the slice is not worth a word.
 */
export function judgeSlice(slice: FlipSlice, { tried, slices }: Tried): JudgedSlice | null {
  const { records, flips, expected, expectedAtSureness } = slice;
  const logP = logTail(slice, expected);
  const qValue = Math.min(1, Math.exp(logP) * tried);
  const excess = (flips - expected) / records;
  const groups = slice.spreads.flatMap((spread) => flippingGroup(spread) ?? []);
  const [group = null] = groups.sort((a, b) => a.logP - b.logP);
  const spreads = slices * Math.max(1, slice.spreads.length);
  const groupQ = group === null ? null : Math.min(1, Math.exp(group.logP) * spreads);
  const byFew = groupQ !== null && groupQ <= LEVEL;
  const isMuch = qValue <= LEVEL && excess >= LEAST_EXCESS && flips >= LEAST_RATIO * expected;
  // Records that are hard by nature are flipped as often elsewhere where the model is as unsure.
  const isHard = Math.exp(logTail(slice, expectedAtSureness)) * tried > LEVEL;
  if (!byFew && (!isMuch || isHard)) return null;
  const oneWay = isOneWay(slice);
  const isPlace = slice.slice.kind === 'origin' || slice.slice.kind === 'time';
  return {
    slice,
    excess,
    logP,
    qValue,
    oneWay,
    group,
    groupQ,
    // A model that has learnt of the slice mistakes it both ways; what people there do tells more.
    suspect: byFew || (oneWay && isPlace && isSure(slice.sure)),
  };
}

function logTail({ records, flips }: FlipSlice, expected: number): number {
  const rate = Math.min(1 - 1e-9, expected / records);
  return flips <= expected
    ? 0
    : upperTail(
        { counts: [records], logits: [Math.log(rate / (1 - rate))] },
        flips,
      ).logProbability();
}

function isSure({ flips, expected, records }: FlipCount): boolean {
  return (
    flips >= LEAST_SURE_FLIPS &&
    flips >= LEAST_SURE_RATIO * expected &&
    flips >= LEAST_SURE_SHARE * records
  );
}

/** Where nature makes records hard, they are mistaken for each other both ways. */
function isOneWay({ reverse }: FlipSlice): boolean {
  if (reverse === null || reverse.records === 0) return true;
  const { flips, expected } = reverse;
  return flips <= 1.5 * expected + 3 * Math.sqrt(Math.max(1, expected));
}
