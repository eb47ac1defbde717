import type { ColumnAgreement } from './labels.ts';

/** Labels that are amounts, held against what the rest of the data would have them be. */
export interface AmountOperations {
  /**
   * How far each amount lies from its prediction by a robust regression (TRIM) that neither the record, nor any other
   * record of its contributor or copy of it, has taught.
   *
   * @throws TypeError where labels are no amounts
   */
  judgeAmounts(): Promise<AmountJudgement>;
  /**
   * How often each amount occurs among some records, the commonest first, and the range of all others.
   *
   * @throws TypeError where labels are no amounts
   */
  commonAmounts(positions: Uint32Array): Promise<CommonAmounts>;
}

/** Amounts of some records. */
export interface CommonAmounts {
  /** At most 10. */
  readonly values: readonly { readonly amount: number; readonly records: number }[];
  /** The least and the largest amount of all other records. */
  readonly others: readonly [number, number];
}

/** An amount this many usual deviations from its prediction counts as far. */
export const FAR = 4;

export interface AmountJudgement {
  /** Records that were judged: those with an amount, or a fixed sample of them. Ascending. */
  readonly positions: Uint32Array;
  /** Of each: amount less prediction, in the usual deviation of amounts that are predicted so high. */
  readonly deviations: Float32Array;
  /** Records that each regression was fitted on, about. */
  readonly fittedOn: number;
  /** Whether logarithms were taken: all amounts are above 0, and a few of them far above the rest. */
  readonly inLogs: boolean;
  /** Part of the usual distance from the median that the regression takes away: 0 predicts nothing. */
  readonly explained: number;
  /** Share of amounts that have the commoner sign. */
  readonly oneSign: number;
  readonly spread: DeviationSpread;
  /** Amounts that lie where their prediction would be if it were mirrored. */
  readonly mirrors: readonly MirroredAmounts[];
  /** By column that says where records come from: far amounts, against those of all other places. */
  readonly columns: readonly ColumnAgreement[];
}

/** How deviations are spread: counts by `deviationBin`, outwards from 0. */
export interface DeviationSpread {
  readonly above: Uint32Array;
  readonly below: Uint32Array;
}

/** Bins on either side. */
export const DEVIATION_BINS = 160;
const BINS_PER_OCTAVE = 8;

/**
 * The bin of a deviation, by its size: 0 below 1, then eight to each doubling; the last takes what lies beyond. In
 * such bins even tails that fall as slowly as a power thin out.
 */
export function deviationBin(deviation: number): number {
  const size = Math.abs(deviation);
  if (!(size >= 1)) return 0;
  return Math.min(DEVIATION_BINS - 1, 1 + Math.floor(BINS_PER_OCTAVE * Math.log2(size)));
}

/** The least size of deviations in a bin. */
export function deviationAt(bin: number): number {
  return bin === 0 ? 0 : 2 ** ((bin - 1) / BINS_PER_OCTAVE);
}

/** What predictions are mirrored at. */
export type MirrorCentre = 'zero' | 'middle of the range' | 'mean' | 'median';

export interface MirroredAmounts {
  readonly centre: MirrorCentre;
  readonly at: number;
  /** Far amounts within two usual deviations of the mirrored prediction. Ascending. */
  readonly positions: Uint32Array;
  /** Far amounts two to four deviations from it, on either side: as much room. */
  readonly beside: number;
}
