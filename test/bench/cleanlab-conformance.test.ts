import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { compareSet } from '../../bench/conformance/cleanlab/compare-set.ts';
import type { GoldenSet } from '../../bench/conformance/cleanlab/golden.ts';
import { tiedRows } from '../../bench/conformance/cleanlab/tied-rows.ts';
import { cleanlab } from '../../bench/conformance/cleanlab.ts';
import { calibratedJoint } from '../../src/numerics/confident-learning/calibrate-joint.ts';
import {
  findLabelIssues,
  LABEL_ISSUE_FILTERS,
  type LabelIssueFilter,
} from '../../src/numerics/confident-learning/find-label-issues.ts';
import {
  labelQuality,
  type QualityRequest,
} from '../../src/numerics/confident-learning/label-quality.ts';
import type { LabelledProbabilities } from '../../src/numerics/confident-learning/labelled-probabilities.ts';
import { rankLabelIssues } from '../../src/numerics/confident-learning/rank-label-issues.ts';
import { surveyRows } from '../../src/numerics/confident-learning/survey-rows.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import { bytesOf, writeNpy } from '../records/probabilities/write-npy.ts';

/** Probabilities in eighths, so that many are equal. */
function eighths(rows: number, classes: number): LabelledProbabilities {
  const random = seededRandom(5);
  const values = new Float64Array(rows * classes);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const truth = Math.floor(random() * classes);
    labels[row] = random() < 0.25 ? Math.floor(random() * classes) : truth;
    for (let part = 0; part < 8; part += 1) {
      const label = random() < 0.6 ? truth : Math.floor(random() * classes);
      values[row * classes + label] = (values[row * classes + label] as number) + 1 / 8;
    }
  }
  return { rows, classes, values, labels };
}

function goldenOf(data: LabelledProbabilities): GoldenSet {
  const survey = surveyRows(data);
  const square = (cells: Int32Array): number[][] =>
    Array.from({ length: data.classes }, (_, row) => [
      ...cells.subarray(row * data.classes, (row + 1) * data.classes),
    ]);
  const calibrated = calibratedJoint(survey);
  const issues = findLabelIssues(survey, 'confident_learning').length;
  const ranked = (score: 'self_confidence' | 'normalized_margin'): number[] =>
    [...rankLabelIssues(data, findLabelIssues(survey, 'prune_by_noise_rate'), { score })].slice(
      0,
      20,
    );
  const scored = (request: QualityRequest): GoldenSet['score_self_confidence'] => {
    const scores = [...labelQuality(data, request)];
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return { first5: scores.slice(0, 5), mean, min: Math.min(...scores) };
  };
  const filters = LABEL_ISSUE_FILTERS.map((filter) => [
    filter,
    flagged([...findLabelIssues(survey, filter)]),
  ]);
  return {
    n: data.rows,
    K: data.classes,
    thresholds: [...survey.thresholds],
    cj_uncal: square(survey.joint),
    cj_cal: square(calibrated),
    n_offdiag: survey.marks.filter((mark) => mark >= 4).length,
    num_label_issues: {
      off_diagonal: issues,
      off_diagonal_calibrated: square(calibrated)
        .flatMap((row, at) => row.toSpliced(at, 1))
        .reduce((sum, count) => sum + count, 0),
    },
    filters: Object.fromEntries(filters),
    ranked_self_confidence_top20: ranked('self_confidence'),
    ranked_normalized_margin_top20: ranked('normalized_margin'),
    score_self_confidence: scored({ score: 'self_confidence' }),
    score_normalized_margin: scored({ score: 'normalized_margin' }),
    score_confidence_weighted_entropy: scored({ score: 'confidence_weighted_entropy' }),
    score_self_confidence_adjusted: scored({ score: 'self_confidence', adjusted: true }),
  };
}

function flagged(rows: readonly number[]): GoldenSet['filters']['both'] {
  return {
    count: rows.length,
    sha256_of_sorted_indices_csv: hash('sha256', rows.join(',')),
    indices: rows,
  };
}

const DATA = eighths(300, 4);
const GOLDEN = goldenOf(DATA);

/** The outcome for one filter when cleanlab is said to have flagged other rows. */
function outcomeWith(filter: LabelIssueFilter, rows: readonly number[]): string | undefined {
  const filters = { ...GOLDEN.filters, [filter]: flagged(rows) };
  const checks = compareSet(DATA, { ...GOLDEN, filters });
  return checks.find(({ name }) => name === `filter ${filter}`)?.outcome;
}

describe('compareSet', () => {
  it('finds a set the same as itself', () => {
    const outcomes = compareSet(DATA, GOLDEN).map(({ outcome }) => outcome);
    assert.deepEqual(new Set(outcomes), new Set(['same']));
  });

  it('tells a choice among equals from a difference', () => {
    const survey = surveyRows(DATA);
    for (const filter of ['low_self_confidence', 'low_normalized_margin'] as const) {
      const rows = [...findLabelIssues(survey, filter)];
      const tied = tiedRows(survey, filter);
      const chosen = rows.find((row) => tied.has(row)) as number;
      const passedOver = [...tied].find((row) => !rows.includes(row)) as number;
      const swap = (from: number, to: number): number[] =>
        rows.map((row) => (row === from ? to : row)).sort((one, other) => one - other);
      assert.equal(outcomeWith(filter, swap(chosen, passedOver)), 'tied');
      const certain = rows.find((row) => !tied.has(row)) as number;
      assert.equal(outcomeWith(filter, swap(certain, passedOver)), 'differs');
    }
  });

  it('allows no difference where nothing is cut', () => {
    const rows = GOLDEN.filters.predicted_neq_given.indices?.slice(1) ?? [];
    assert.equal(outcomeWith('predicted_neq_given', rows), 'differs');
  });

  it('notices another number', () => {
    const thresholds = GOLDEN.thresholds.with(1, (GOLDEN.thresholds[1] as number) + 1e-9);
    const [check] = compareSet(DATA, { ...GOLDEN, thresholds });
    assert.equal(check?.outcome, 'differs');
  });
});

describe('the cleanlab suite', () => {
  function folderWith(context: TestContext, set: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'credence-conformance-'));
    context.after(() => rmSync(folder, { recursive: true }));
    const golden = join(folder, 'cleanlab');
    const probabilities = join(
      folder,
      'label-errors-cleanlab/cross_validated_predicted_probabilities',
    );
    const labels = join(folder, 'label-errors-cleanlab/original_test_labels');
    for (const path of [golden, probabilities, labels]) mkdirSync(path, { recursive: true });
    writeFileSync(join(golden, 'golden.json'), JSON.stringify({ [set]: GOLDEN }));
    const shape = [DATA.rows, DATA.classes];
    writeFileSync(
      join(probabilities, 'tiny_test_set_pyx.npy'),
      writeNpy({ descr: '<f8', shape, data: bytesOf(DATA.values) }),
    );
    writeFileSync(
      join(labels, 'tiny_test_set_original_labels.npy'),
      writeNpy({ descr: '<i4', shape: [DATA.rows], data: bytesOf(DATA.labels) }),
    );
    return folder;
  }

  it('reads golden outputs and arrays from their folders', async (context) => {
    const folder = folderWith(context, 'tiny');
    const checks = await cleanlab.run({ corpora: folder, data: folder });
    assert.ok(checks !== undefined && checks.length > 10);
    assert.deepEqual(new Set(checks.map(({ outcome }) => outcome)), new Set(['same']));
  });

  it('says when a set is not there, or the outputs are not', async (context) => {
    const folder = folderWith(context, 'huge');
    const checks = await cleanlab.run({ corpora: folder, data: folder });
    assert.deepEqual(
      checks?.map(({ outcome }) => outcome),
      ['absent'],
    );
    assert.equal(await cleanlab.run({ corpora: join(folder, 'none'), data: folder }), undefined);
  });
});
