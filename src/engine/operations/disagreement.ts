/** Where labels differ from what is likely, among records of which a model is equally sure. */
export interface DisagreementOperations {
  /** Counts by likely label and sureness, in all and in each place of each column of origins. */
  disagreement(): Promise<Disagreement>;
  /** Of the places named, the records whose label differs from the likely one. Ascending. */
  differing(request: DifferingRequest): Promise<Uint32Array>;
  /** Slices in which one label stands where another is likely, more often than elsewhere. */
  flipSlices(): Promise<FlipSlices>;
}

/** Upper edges of how sure a model is of the likely label; the last bin has none. */
export const SURENESS: readonly number[] = [0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.995];
export const SURENESS_BINS: number = SURENESS.length + 1;
/** From this bin on, a model is sure: nine in ten or more. */
export const SURE_BIN = 6;

/**
 * Judged records, and those whose label differs, by stratum: cell `label * SURENESS_BINS + bin`. The
 * likely label is that whose probability lies furthest above its class's own mean (confident learning's
 * thresholds), so that rare classes count as well.
 */
export interface StrataCounts {
  readonly records: Uint32Array;
  readonly differ: Uint32Array;
}

export interface Disagreement extends StrataCounts {
  readonly labels: readonly string[];
  readonly columns: readonly ColumnDisagreement[];
}

export interface ColumnDisagreement {
  readonly column: string;
  readonly role: 'source' | 'contributor' | 'time';
  /** Of a time column all steps in order; else the places with most judged records, at most 200. */
  readonly places: readonly string[];
  /** In the order of `places`. */
  readonly counts: readonly StrataCounts[];
}

export interface DifferingRequest {
  readonly column: string;
  readonly values: readonly string[];
}

/** A set of records that one value describes. */
export type Slice =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'value'; readonly column: string; readonly value: string }
  | { readonly kind: 'shape'; readonly column: string; readonly value: string }
  | { readonly kind: 'origin'; readonly column: string; readonly value: string }
  | { readonly kind: 'time'; readonly column: string; readonly value: string };

/** Records, flips among them, and as many as there would be if flips were spread evenly in their class. */
export interface FlipCount {
  readonly records: number;
  readonly flips: number;
  readonly expected: number;
}

export interface FlipSlices {
  /** Pairs of a slice and a change of label that were looked at. */
  readonly tried: number;
  readonly pairs: readonly FlipPair[];
  /** The least likely under chance first, at most 40. */
  readonly slices: readonly FlipSlice[];
}

/** One change of label in all the data. */
export interface FlipPair {
  readonly likely: string;
  readonly given: string;
  /** Records of which `likely` is likely, those of them with `given`, and what their probabilities add up to. */
  readonly count: FlipCount;
}

export interface FlipSlice extends FlipCount {
  readonly slice: Slice;
  readonly likely: string;
  readonly given: string;
  /** Those of which the model is sure. */
  readonly sure: FlipCount;
  /**
   * Flips that are expected of records of which the model is as sure: hard ones have more. A model that
   * has learnt of the slice is less sure there, and hides a part of the flips.
   */
  readonly expectedAtSureness: number;
  /** The opposite change in the same slice; `null` where it is too rare in all the data to be counted. */
  readonly reverse: FlipCount | null;
  /** The flipped records. Ascending. */
  readonly positions: Uint32Array;
  /** By column of sources and contributors, who has flips here. */
  readonly spreads: readonly FlipSpread[];
}

export interface FlipSpread {
  readonly column: string;
  readonly role: 'source' | 'contributor';
  /** Places with records of the slice, most flips first, at most 200. */
  readonly places: readonly FlipPlace[];
}

/** Records of a slice and flips among them, by half of the data. */
export interface FlipPlace {
  readonly value: string;
  readonly records: readonly [number, number];
  readonly flips: readonly [number, number];
}
