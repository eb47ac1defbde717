import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { calibratedJoint } from '../../../src/numerics/confident-learning/calibrate-joint.ts';
import {
  countConfidentIssues,
  estimateIssues,
} from '../../../src/numerics/confident-learning/count-label-issues.ts';
import {
  findLabelIssues,
  type LabelIssueFilter,
} from '../../../src/numerics/confident-learning/find-label-issues.ts';
import {
  type LabelQualityScore,
  labelQuality,
} from '../../../src/numerics/confident-learning/label-quality.ts';
import { rankLabelIssues } from '../../../src/numerics/confident-learning/rank-label-issues.ts';
import { surveyRows } from '../../../src/numerics/confident-learning/survey-rows.ts';

/** A case with the results of cleanlab 2.9.0 (bench/peers/confident_learning_cases.py writes it). */
interface CleanlabCase {
  readonly classes: number;
  readonly single: boolean;
  readonly labels: readonly number[];
  readonly probabilities: readonly number[];
  readonly expected: {
    readonly thresholds: readonly number[];
    readonly joint: readonly number[];
    readonly calibrated: readonly number[];
    readonly confidentIssues: number;
    readonly estimatedIssues: number;
    readonly filters: Record<LabelIssueFilter, readonly number[]>;
    readonly limited: Partial<Record<LabelIssueFilter, readonly number[]>>;
    readonly removals: readonly number[];
    readonly ranked: Record<LabelQualityScore, readonly number[]>;
    readonly scores: Record<LabelQualityScore, readonly number[]>;
    readonly adjusted: Record<'self_confidence' | 'normalized_margin', readonly number[]>;
  };
}

const folder = new URL('./fixtures/', import.meta.url);

/** Logarithms differ in their last bit between mathematical libraries. */
const LOGARITHM = { single: 1e-6, double: 1e-13 };

for (const file of readdirSync(folder)) {
  const given = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as CleanlabCase;
  const { classes, single, expected } = given;
  const values = (single ? Float32Array : Float64Array).from(given.probabilities);
  const labels = Int32Array.from(given.labels);
  const data = { rows: labels.length, classes, values, labels };
  const survey = surveyRows(data);

  describe(`cleanlab on ${file}`, () => {
    it('has the same thresholds, to the last bit', () => {
      assert.deepEqual([...survey.thresholds], expected.thresholds);
    });

    it('has the same joints and counts', () => {
      assert.deepEqual([...survey.joint], expected.joint);
      assert.deepEqual([...calibratedJoint(survey)], expected.calibrated);
      assert.equal(countConfidentIssues(survey), expected.confidentIssues);
      assert.equal(estimateIssues(survey), expected.estimatedIssues);
    });

    it('flags the same rows by every filter', () => {
      for (const [filter, rows] of entries(expected.filters))
        assert.deepEqual([...findLabelIssues(survey, filter)], rows, filter);
    });

    it('flags the same rows within limits', () => {
      const limits = { noiseShare: 0.6, minimumPerClass: 5 };
      for (const [filter, rows] of entries(expected.limited))
        assert.deepEqual([...findLabelIssues(survey, filter, limits)], rows, filter);
      const removals = new Float64Array(classes).fill(2);
      const removed = findLabelIssues(survey, 'prune_by_class', { removals });
      assert.deepEqual([...removed], expected.removals);
    });

    it('has the same scores', () => {
      for (const score of ['self_confidence', 'normalized_margin'] as const) {
        assert.deepEqual([...labelQuality(data, { score })], expected.scores[score]);
        const adjusted = labelQuality(data, { score, adjusted: true });
        assert.deepEqual([...adjusted], expected.adjusted[score]);
      }
      const score = 'confidence_weighted_entropy';
      const tolerance = single ? LOGARITHM.single : LOGARITHM.double;
      labelQuality(data, { score }).forEach((quality, row) => {
        const wanted = expected.scores[score][row] as number;
        assert.ok(Math.abs(quality - wanted) <= tolerance * wanted, `row ${row}: ${quality}`);
      });
    });

    it('ranks the issues in the same order', () => {
      const issues = findLabelIssues(survey, 'prune_by_noise_rate');
      for (const score of ['self_confidence', 'normalized_margin'] as const) {
        const ranked = rankLabelIssues(data, issues, { score });
        assert.deepEqual([...ranked], expected.ranked[score], score);
      }
    });
  });
}

function entries<Key extends string, Value>(record: Partial<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
