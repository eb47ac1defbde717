import { hash } from 'node:crypto';
import { calibratedJoint } from '../../../src/numerics/confident-learning/calibrate-joint.ts';
import {
  countConfidentIssues,
  estimateIssues,
} from '../../../src/numerics/confident-learning/count-label-issues.ts';
import {
  findLabelIssues,
  LABEL_ISSUE_FILTERS,
  type LabelIssueFilter,
} from '../../../src/numerics/confident-learning/find-label-issues.ts';
import {
  labelQuality,
  type QualityRequest,
} from '../../../src/numerics/confident-learning/label-quality.ts';
import type { LabelledProbabilities } from '../../../src/numerics/confident-learning/labelled-probabilities.ts';
import { rankLabelIssues } from '../../../src/numerics/confident-learning/rank-label-issues.ts';
import {
  OFF_DIAGONAL,
  type RowSurvey,
  surveyRows,
} from '../../../src/numerics/confident-learning/survey-rows.ts';
import type { ConformanceCheck } from '../suite.ts';
import type { GoldenFilter, GoldenScore, GoldenSet } from './golden.ts';
import { tiedRows } from './tied-rows.ts';

/** Golden numbers were written in full; only logarithms and means may differ, in their last digits. */
const ROUNDING = 1e-10;

type Outcome = Omit<ConformanceCheck, 'name'>;

/** Holds one set against what cleanlab returned for it. */
export function compareSet(data: LabelledProbabilities, golden: GoldenSet): ConformanceCheck[] {
  const survey = surveyRows(data);
  const outcomes: [string, Outcome][] = [
    ['thresholds', sameNumbers([...survey.thresholds], golden.thresholds)],
    ['confident joint', sameNumbers([...survey.joint], golden.cj_uncal.flat())],
    ['calibrated joint', sameNumbers([...calibratedJoint(survey)], golden.cj_cal.flat())],
    ['number of issues', sameNumbers(countsOf(survey), goldenCounts(golden))],
    ...LABEL_ISSUE_FILTERS.map((filter): [string, Outcome] => [
      `filter ${filter}`,
      sameRows(survey, filter, golden.filters[filter]),
    ]),
    [
      'ranking by self_confidence',
      sameRanking(survey, 'self_confidence', golden.ranked_self_confidence_top20),
    ],
    [
      'ranking by normalized_margin',
      sameRanking(survey, 'normalized_margin', golden.ranked_normalized_margin_top20),
    ],
    [
      'score self_confidence',
      sameScore(data, { score: 'self_confidence' }, golden.score_self_confidence),
    ],
    [
      'score normalized_margin',
      sameScore(data, { score: 'normalized_margin' }, golden.score_normalized_margin),
    ],
    [
      'score confidence_weighted_entropy',
      sameScore(
        data,
        { score: 'confidence_weighted_entropy' },
        golden.score_confidence_weighted_entropy,
      ),
    ],
    [
      'score self_confidence, adjusted',
      sameScore(
        data,
        { score: 'self_confidence', adjusted: true },
        golden.score_self_confidence_adjusted,
      ),
    ],
  ];
  return outcomes.map(([name, outcome]) => ({ name, ...outcome }));
}

function countsOf(survey: RowSurvey): number[] {
  const offDiagonal = survey.marks.filter((mark) => (mark & OFF_DIAGONAL) !== 0).length;
  return [offDiagonal, countConfidentIssues(survey), estimateIssues(survey)];
}

function goldenCounts({ n_offdiag, num_label_issues }: GoldenSet): number[] {
  return [n_offdiag, num_label_issues.off_diagonal, num_label_issues.off_diagonal_calibrated];
}

function sameNumbers(found: readonly number[], wanted: readonly number[]): Outcome {
  const furthest = wanted.reduce(
    (most, value, at) => Math.max(most, Math.abs((found[at] ?? Number.NaN) - value)),
    0,
  );
  const same = found.length === wanted.length && furthest <= ROUNDING;
  const detail =
    furthest === 0
      ? `${wanted.length} numbers`
      : `${wanted.length} numbers, furthest ${furthest.toExponential(1)}`;
  return { outcome: same ? 'same' : 'differs', detail };
}

function sameRows(survey: RowSurvey, filter: LabelIssueFilter, golden: GoldenFilter): Outcome {
  const found = findLabelIssues(survey, filter);
  const tied = tiedRows(survey, filter);
  const choice =
    tied.size === 0 ? 'no ties at a cut' : `chosen among ${tied.size} rows tied at a cut`;
  if (hash('sha256', found.join(',')) === golden.sha256_of_sorted_indices_csv)
    return { outcome: 'same', detail: `${found.length} rows, ${choice}` };
  if (golden.indices === undefined)
    return {
      outcome: 'differs',
      detail: `${found.length} rows, wanted ${golden.count}; only their digest is known`,
    };
  const [ours, theirs] = [new Set(found), new Set(golden.indices)];
  const different = [...ours.symmetricDifference(theirs)];
  const unexplained = different.filter((row) => !tied.has(row));
  if (unexplained.length === 0)
    return {
      outcome: 'tied',
      detail: `${different.length} of ${found.length} rows differ, all ${choice}`,
    };
  return { outcome: 'differs', detail: `rows ${unexplained.slice(0, 10).join(', ')}` };
}

/** Rankings are the same up to equal scores where the scores along them are the same. */
function sameRanking(
  survey: RowSurvey,
  score: 'self_confidence' | 'normalized_margin',
  wanted: readonly number[],
): Outcome {
  const { data } = survey;
  const issues = findLabelIssues(survey, 'prune_by_noise_rate');
  const found = [...rankLabelIssues(data, issues, { score })].slice(0, wanted.length);
  if (found.join() === wanted.join()) return { outcome: 'same', detail: `first ${wanted.length}` };
  const along = (rows: readonly number[]): string =>
    labelQuality(data, { score }, Int32Array.from(rows)).join();
  const tied = along(found) === along(wanted);
  return { outcome: tied ? 'tied' : 'differs', detail: `found ${found.join(', ')}` };
}

function sameScore(
  data: LabelledProbabilities,
  request: QualityRequest,
  { first5, mean, min }: GoldenScore,
): Outcome {
  const scores = [...labelQuality(data, request)];
  const found = [
    ...scores.slice(0, first5.length),
    scores.reduce((sum, score) => sum + score, 0) / scores.length,
  ];
  const lowest = min === undefined ? [] : [scores.reduce((least, score) => Math.min(least, score))];
  return sameNumbers([...found, ...lowest], [...first5, mean, ...(min === undefined ? [] : [min])]);
}
