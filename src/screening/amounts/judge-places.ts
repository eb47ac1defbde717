import type { ColumnAgreement, PlaceAgreement } from '../../engine/operations/labels.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { spreadsBeyond } from '../spreads-beyond.ts';

const LEVEL = 0.001;
/** Far amounts beyond what is expected, as a part of all amounts of the place. */
const LEAST_EXCESS = 0.05;
/** For suspicion, as of labellers. */
const LEAST_RATIO = 2;
const LEAST_SPREADS = 6;
const LEAST_PLACES = 3;

export interface JudgedPlace {
  readonly column: ColumnAgreement;
  readonly place: PlaceAgreement;
  readonly excess: number;
  readonly pValue: number;
  readonly qValue: number;
  readonly tried: number;
  /** Far outside what other places vary, and no stretch of time. */
  readonly isSuspect: boolean;
}

/**
 * Places with more far amounts than all others where as much is predicted, most unlikely first. Null: their amounts
 * are as often far (Poisson binomial, Chernoff's bound; Bonferroni over all places).
 */
export function judgePlaces(columns: readonly ColumnAgreement[]): JudgedPlace[] {
  const tried = columns.reduce((sum, column) => sum + column.tried, 0);
  return columns
    .flatMap((column) => column.places.map((place) => judge(column, place, tried)))
    .filter(({ qValue, excess }) => qValue <= LEVEL && excess >= LEAST_EXCESS)
    .sort((a, b) => a.pValue - b.pValue);
}

function judge(column: ColumnAgreement, place: PlaceAgreement, tried: number): JudgedPlace {
  const { differ, expected, records, chances } = place;
  const logits = chances.rates.map((rate) => Math.log(rate / (1 - rate)));
  const logP =
    differ <= expected ? 0 : upperTail({ counts: chances.counts, logits }, differ).logProbability();
  return {
    column,
    place,
    excess: (differ - expected) / records,
    pValue: Math.exp(logP),
    qValue: Math.min(1, Math.exp(logP) * tried),
    tried,
    isSuspect:
      column.role !== 'time' &&
      column.tried >= LEAST_PLACES &&
      differ >= LEAST_RATIO * expected &&
      spreadsBeyond(column.shares, differ / records, records) >= LEAST_SPREADS,
  };
}
