import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { calibratedJoint } from '../../../src/numerics/confident-learning/calibrate-joint.ts';
import {
  findLabelIssues,
  LABEL_ISSUE_FILTERS,
  type LabelIssueFilter,
} from '../../../src/numerics/confident-learning/find-label-issues.ts';
import { labelQuality } from '../../../src/numerics/confident-learning/label-quality.ts';
import type { LabelledProbabilities } from '../../../src/numerics/confident-learning/labelled-probabilities.ts';
import { pruneCounts } from '../../../src/numerics/confident-learning/prune-counts.ts';
import { rankLabelIssues } from '../../../src/numerics/confident-learning/rank-label-issues.ts';
import { surveyRows } from '../../../src/numerics/confident-learning/survey-rows.ts';
import {
  likeliest,
  makeData,
  type NaiveData,
  naiveGuess,
  naiveJoint,
  naivePruneByClass,
  naivePruneByNoiseRate,
  naiveThresholds,
} from './naive-confident-learning.ts';

const data = fc
  .record({
    seed: fc.nat(),
    rows: fc.integer({ min: 1, max: 80 }),
    classes: fc.integer({ min: 2, max: 7 }),
  })
  .map(({ seed, rows, classes }) => makeData(seed, rows, classes));

function typed({ probabilities, labels, classes }: NaiveData): LabelledProbabilities {
  const values = Float64Array.from(probabilities.flat());
  return { rows: labels.length, classes, values, labels: Int32Array.from(labels) };
}

function check(property: (naive: NaiveData) => void): void {
  fc.assert(fc.property(data, property), { numRuns: 150 });
}

describe('surveyRows', () => {
  it('counts the confident joint as its definition does', () => {
    check((naive) => {
      const survey = surveyRows(typed(naive));
      assert.deepEqual([...survey.joint], naiveJoint(naive));
      naiveThresholds(naive).forEach((threshold, label) => {
        assert.ok(Math.abs((survey.thresholds[label] as number) - threshold) < 1e-12);
      });
    });
  });

  it('refuses what is no table of probabilities with labels', () => {
    const values = new Float64Array(6);
    const labels = Int32Array.of(0, 2, 1);
    const internal = { code: 'INTERNAL' };
    assert.throws(() => surveyRows({ rows: 3, classes: 2, values, labels }), internal);
    assert.throws(() => surveyRows({ rows: 2, classes: 3, values, labels }), internal);
    assert.throws(() => surveyRows({ rows: 3, classes: 3, values, labels }), internal);
    assert.throws(() => surveyRows({ rows: 6, classes: 1, values, labels }), internal);
  });
});

describe('calibratedJoint', () => {
  it('has the rows of each class, near the scaled counts', () => {
    check((naive) => {
      const { classes } = naive;
      const survey = surveyRows(typed(naive));
      const calibrated = calibratedJoint(survey);
      for (let given = 0; given < classes; given += 1) {
        const row = calibrated.subarray(given * classes, (given + 1) * classes);
        const counted = survey.joint.subarray(given * classes, (given + 1) * classes);
        const size = naive.labels.filter((label) => label === given).length;
        assert.equal(total(row), size);
        row.forEach((count, guess) => {
          const scaled = ((counted[guess] as number) / total(counted)) * size;
          assert.ok(Math.abs(count - scaled) < 1 + 1e-9);
        });
      }
    });
  });
});

describe('findLabelIssues', () => {
  const naive: Record<LabelIssueFilter, (data: NaiveData) => number[]> = {
    prune_by_class: (data) => naivePruneByClass(data, countsOf(data)),
    prune_by_noise_rate: (data) => naivePruneByNoiseRate(data, countsOf(data)),
    both: (data) => {
      const byClass = naivePruneByClass(data, countsOf(data));
      const byRate = naivePruneByNoiseRate(data, countsOf(data));
      return byClass.filter((row) => byRate.includes(row));
    },
    confident_learning: (data) => {
      const thresholds = naiveThresholds(data);
      return rowsWhere(data, (row, label) => {
        const guess = naiveGuess(row, thresholds);
        return guess !== undefined && guess !== label && likeliest(row) !== label;
      });
    },
    predicted_neq_given: (data) => rowsWhere(data, (row, label) => likeliest(row) !== label),
    low_normalized_margin: (data) => naiveLowest(data, naiveMargin),
    low_self_confidence: (data) => naiveLowest(data, (row, label) => row[label] ?? 0),
  };

  for (const filter of LABEL_ISSUE_FILTERS) {
    it(`flags what the definition of ${filter} says`, () => {
      check((data) => {
        const found = findLabelIssues(surveyRows(typed(data)), filter);
        assert.deepEqual([...found], naive[filter](data));
      });
    });
  }

  function naiveLowest(
    data: NaiveData,
    score: (row: readonly number[], label: number) => number,
  ): number[] {
    const count = naive.confident_learning(data).length;
    const scores = data.probabilities.map((row, at) => score(row, data.labels[at] ?? 0));
    return [...scores.keys()]
      .sort((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0))
      .slice(0, count)
      .sort((one, other) => one - other);
  }

  it('flags the same records in whatever order they stand', () => {
    check((data) => {
      const last = data.labels.length - 1;
      const reversed = {
        ...data,
        labels: data.labels.toReversed(),
        probabilities: data.probabilities.toReversed(),
      };
      for (const filter of ['predicted_neq_given', 'confident_learning'] as const) {
        const found = findLabelIssues(surveyRows(typed(data)), filter);
        const mirrored = findLabelIssues(surveyRows(typed(reversed)), filter);
        assert.deepEqual([...mirrored.map((row) => last - row)].reverse(), [...found]);
      }
    });
  });

  it('keeps at least the minimum of each class', () => {
    check((data) => {
      const survey = surveyRows(typed(data));
      for (const filter of ['prune_by_class', 'both'] as const) {
        const found = findLabelIssues(survey, filter, { minimumPerClass: 4 });
        for (let label = 0; label < data.classes; label += 1) {
          const size = data.labels.filter((given) => given === label).length;
          const flagged = found.filter((row) => data.labels[row] === label).length;
          assert.ok(flagged === 0 || size - flagged >= 4);
        }
      }
    });
  });
});

describe('rankLabelIssues', () => {
  it('puts the worst label first', () => {
    check((data) => {
      const table = typed(data);
      const issues = findLabelIssues(surveyRows(table), 'predicted_neq_given');
      for (const score of ['self_confidence', 'confidence_weighted_entropy'] as const) {
        const ranked = rankLabelIssues(table, issues, { score });
        const scores = labelQuality(table, { score }, ranked);
        assert.deepEqual(ranked.toSorted(), issues);
        assert.deepEqual(scores, scores.toSorted());
      }
    });
  });
});

describe('labelQuality', () => {
  it('is between 0 and 1, and the normalised margin as defined', () => {
    check((data) => {
      const table = typed(data);
      const margins = labelQuality(table, { score: 'normalized_margin' });
      data.probabilities.forEach((row, at) => {
        const expected = naiveMargin(row, data.labels[at] ?? 0);
        assert.ok(Math.abs((margins[at] as number) - expected) < 1e-12);
      });
      const rows = Int32Array.from(data.labels.keys());
      assert.deepEqual(labelQuality(table, { score: 'normalized_margin' }, rows), margins);
      for (const score of ['self_confidence', 'confidence_weighted_entropy'] as const)
        assert.ok(labelQuality(table, { score }).every((quality) => quality >= 0 && quality <= 1));
    });
  });
});

function naiveMargin(row: readonly number[], label: number): number {
  return ((row[label] ?? 0) - Math.max(...row.filter((_, at) => at !== label)) + 1) / 2;
}

function countsOf(data: NaiveData): Int32Array {
  return pruneCounts(calibratedJoint(surveyRows(typed(data))));
}

function rowsWhere(
  { probabilities, labels }: NaiveData,
  is: (row: readonly number[], label: number) => boolean,
): number[] {
  return probabilities.flatMap((row, at) => (is(row, labels[at] ?? 0) ? [at] : []));
}

function total(counts: Int32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
