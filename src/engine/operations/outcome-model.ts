import type { CountedFeature } from './features.ts';

/** What a record's content says of its outcome. */
export interface OutcomeModelOperations {
  /** Fits a linear model of the outcome by fold, and keeps every record's out-of-fold logits. */
  fitOutcomeModel(): Promise<ModelSummary>;
  /** Outcome against what the rest of the record predicts, with each feature masked. */
  measureExcess(request: ExcessRequest): Promise<readonly ExcessHistogram[]>;
  /** Out-of-fold probability of its own label, with nothing masked, for the records named. */
  ownLabelProbabilities(positions: Uint32Array): Promise<Float32Array>;
}

export interface ModelSummary {
  /** Share of records whose label the model predicts out of fold. */
  readonly accuracy: number;
  /** The divisor that calibrates its logits (Guo et al. 2017). */
  readonly temperature: number;
  readonly trainedOn: number;
}

export interface ExcessRequest {
  readonly features: readonly CountedFeature[];
}

/**
 * For one feature: how many of its records have which log-odds of the outcome *without* the
 * feature, by half and by whether the label is the outcome. Bin `b` of `EXCESS_BINS` covers
 * log-odds around `binLogit(b)`.
 */
export interface ExcessHistogram {
  /** `[half][hit ? 1 : 0]`, each of `EXCESS_BINS` counts. */
  readonly counts: readonly (readonly [Uint32Array, Uint32Array])[];
  /** Other features that occur in nearly all of its records and were masked with it. */
  readonly companions: readonly string[];
}

export const EXCESS_BINS = 97;

const BIN_WIDTH = 0.25;

/** The log-odds at the middle of a bin. */
export function binLogit(bin: number): number {
  return (bin - (EXCESS_BINS - 1) / 2) * BIN_WIDTH;
}

/** The bin of a log-odds; the outermost bins take what lies beyond. */
export function logitBin(logit: number): number {
  const bin = Math.round(logit / BIN_WIDTH) + (EXCESS_BINS - 1) / 2;
  return Math.min(EXCESS_BINS - 1, Math.max(0, bin));
}
