import type { FloatArray } from '../float-array.ts';
import { roundedTo, sameKind } from '../float-array.ts';
import { ProbabilityRows } from '../kernels/probability-rows.ts';
import { adjustedQuality } from './adjusted-quality.ts';
import type { LabelledProbabilities } from './labelled-probabilities.ts';
import { marginScore } from './margin-score.ts';
import { TOLERANCE } from './tolerance.ts';

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
 * The first two are cleanlab's to the last bit; the last is to within the rounding of logarithms.
 *
 * @param rows which rows to score; all of them where absent.
 * @returns one score for each, in the precision of the probabilities; the last in double precision.
 */
export function labelQuality(
  data: LabelledProbabilities,
  request: QualityRequest,
  rows?: Int32Array,
): FloatArray {
  switch (request.score) {
    case 'self_confidence':
    case 'normalized_margin':
      if (request.adjusted === true) return adjustedQuality(data, request.score, rows);
      return request.score === 'self_confidence'
        ? selfConfidences(data, rows)
        : normalizedMargins(data, rows);
    case 'confidence_weighted_entropy':
      return weightedEntropies(data, rows);
  }
}

function selfConfidences(data: LabelledProbabilities, rows: Int32Array | undefined): FloatArray {
  const scores = sameKind(data.values, rows?.length ?? data.rows);
  for (let place = 0; place < scores.length; place += 1)
    scores[place] = selfConfidence(data, rows === undefined ? place : (rows[place] as number));
  return scores;
}

function selfConfidence({ values, classes, labels }: LabelledProbabilities, row: number): number {
  return values[row * classes + (labels[row] as number)] as number;
}

function normalizedMargins(data: LabelledProbabilities, rows: Int32Array | undefined): FloatArray {
  const { values, classes, labels } = data;
  const scores = sameKind(values, rows?.length ?? data.rows);
  const reader = new ProbabilityRows(values, classes);
  for (const { place, first, count } of runs(data, rows, reader.chunk)) {
    const rivals = reader.rivals(first, labels.subarray(first, first + count));
    for (let at = 0; at < count; at += 1)
      scores[place + at] = marginScore(
        values,
        selfConfidence(data, first + at),
        rivals[at] as number,
      );
  }
  return scores;
}

function weightedEntropies(data: LabelledProbabilities, rows: Int32Array | undefined): FloatArray {
  const { values, classes } = data;
  const scores = new Float64Array(rows?.length ?? data.rows);
  const reader = new ProbabilityRows(values, classes);
  const least = roundedTo(values, TOLERANCE);
  const most = Math.log(classes);
  for (const { place, first, count } of runs(data, rows, reader.chunk)) {
    const entropies = reader.entropies(first, count);
    for (let at = 0; at < count; at += 1) {
      const confidence = Math.max(selfConfidence(data, first + at), least);
      const score = (entropies[at] as number) / most / confidence;
      scores[place + at] = Math.log(score + 1) / Math.max(score, TOLERANCE);
    }
  }
  return scores;
}

interface Run {
  /** Where its scores go. */
  readonly place: number;
  readonly first: number;
  readonly count: number;
}

/** All rows in chunks, or each listed row by itself. */
function* runs(
  data: LabelledProbabilities,
  rows: Int32Array | undefined,
  chunk: number,
): Generator<Run> {
  if (rows !== undefined) {
    for (let place = 0; place < rows.length; place += 1)
      yield { place, first: rows[place] as number, count: 1 };
    return;
  }
  for (let first = 0; first < data.rows; first += chunk)
    yield { place: first, first, count: Math.min(chunk, data.rows - first) };
}
