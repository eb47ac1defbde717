import type { FloatArray } from '../float-array.ts';
import { roundedTo, sameKind } from '../float-array.ts';
import { ProbabilityRows } from '../kernels/probability-rows.ts';
import { confidentThresholds } from './confident-thresholds.ts';
import { entropyScorer } from './entropy-score.ts';
import type { LabelledProbabilities } from './labelled-probabilities.ts';
import { groupByClass } from './rows-by-class.ts';
import type { ScoredRow } from './scored-row.ts';
import { ThresholdAdjustment } from './threshold-adjustment.ts';

/** cleanlab's label quality scores, in its words. */
export const LABEL_QUALITY_SCORES = [
  'self_confidence',
  'normalized_margin',
  'confidence_weighted_entropy',
] as const;
export type LabelQualityScore = (typeof LABEL_QUALITY_SCORES)[number];

export type QualityRequest =
  | {
      readonly score: 'self_confidence' | 'normalized_margin';
      /** Take the thresholds of the classes off first, so that frequent classes have no advantage. */
      readonly adjusted?: boolean;
    }
  | { readonly score: 'confidence_weighted_entropy' };

/**
 * How well given labels fit what the model predicts, from 0 (surely wrong) to 1. With y the given
 * class and p the row of K probabilities (Northcutt et al. 2021; Kuan and Mueller, "Model-agnostic label
 * quality scoring", 2022):
 *
 * - `self_confidence`: p[y]
 * - `normalized_margin`: (p[y] − max p[k ≠ y] + 1) / 2
 * - `confidence_weighted_entropy`: ln(s + 1) / s of s = H(p) / ln K / p[y]
 *
 * @param rows which rows to score; all of them where absent.
 * @returns one score for each, in the precision of the probabilities; the last in double precision.
 */
export function labelQuality(
  data: LabelledProbabilities,
  request: QualityRequest,
  rows?: Int32Array,
): FloatArray {
  if (rows === undefined && request.score === 'normalized_margin' && request.adjusted !== true)
    return normalizedMargins(data);
  const adjustment =
    'adjusted' in request && request.adjusted === true
      ? new ThresholdAdjustment(confidentThresholds(groupByClass(data)))
      : undefined;
  const scoreOf = scorerOf(request.score, data);
  const kind = adjustment?.kind ?? data.values;
  const count = rows?.length ?? data.rows;
  const scores =
    request.score === 'confidence_weighted_entropy'
      ? new Float64Array(count)
      : sameKind(kind, count);
  for (let place = 0; place < count; place += 1) {
    const row = rows === undefined ? place : (rows[place] as number);
    const scored = rowOf(data, row);
    scores[place] = scoreOf(adjustment === undefined ? scored : adjustment.apply(scored));
  }
  return scores;
}

function rowOf({ values, classes, labels }: LabelledProbabilities, row: number): ScoredRow {
  return { values, at: row * classes, classes, label: labels[row] as number };
}

function scorerOf(
  score: LabelQualityScore,
  data: LabelledProbabilities,
): (row: ScoredRow) => number {
  switch (score) {
    case 'self_confidence':
      return selfConfidence;
    case 'normalized_margin':
      return normalizedMargin;
    case 'confidence_weighted_entropy':
      return entropyScorer(data);
  }
}

function selfConfidence({ values, at, label }: ScoredRow): number {
  return values[at + label] as number;
}

function normalizedMargin({ values, at, classes, label }: ScoredRow): number {
  let rival = Number.NEGATIVE_INFINITY;
  for (let other = 0; other < classes; other += 1) {
    const value = values[at + other] as number;
    if (value > rival && other !== label) rival = value;
  }
  return marginScore(values, values[at + label] as number, rival);
}

function normalizedMargins({ rows, classes, values, labels }: LabelledProbabilities): FloatArray {
  const reader = new ProbabilityRows(values, classes);
  const scores = sameKind(values, rows);
  for (let first = 0; first < rows; first += reader.chunk) {
    const rivals = reader.rivals(first, labels.subarray(first, first + reader.chunk));
    for (let place = 0; place < rivals.length; place += 1) {
      const row = first + place;
      const confidence = values[row * classes + (labels[row] as number)] as number;
      scores[row] = marginScore(values, confidence, rivals[place] as number);
    }
  }
  return scores;
}

/** (confidence − rival + 1) / 2, every step in the precision of the values. */
function marginScore(values: FloatArray, confidence: number, rival: number): number {
  return roundedTo(values, roundedTo(values, confidence - rival) + 1) / 2;
}
