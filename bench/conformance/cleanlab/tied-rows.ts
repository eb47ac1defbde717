import { calibratedJoint } from '../../../src/numerics/confident-learning/calibrate-joint.ts';
import { countConfidentIssues } from '../../../src/numerics/confident-learning/count-label-issues.ts';
import type { LabelIssueFilter } from '../../../src/numerics/confident-learning/find-label-issues.ts';
import { labelQuality } from '../../../src/numerics/confident-learning/label-quality.ts';
import { pruneCounts } from '../../../src/numerics/confident-learning/prune-counts.ts';
import type { RowSurvey } from '../../../src/numerics/confident-learning/survey-rows.ts';

/**
 * Rows among which a filter had to choose: those whose score is exactly that at a cut, where equal ones
 * stand on both sides of it. Worked out by sorting, apart from the filters themselves.
 *
 * @returns row numbers; none for filters that do not cut.
 */
export function tiedRows(survey: RowSurvey, filter: LabelIssueFilter): ReadonlySet<number> {
  switch (filter) {
    case 'prune_by_class':
      return new Set(cutsByClass(survey).flatMap(tiedAtCut));
    case 'prune_by_noise_rate':
      return new Set(cutsByPair(survey).flatMap(tiedAtCut));
    case 'both':
      return new Set([...cutsByClass(survey), ...cutsByPair(survey)].flatMap(tiedAtCut));
    case 'low_self_confidence':
      return new Set(tiedAtCut(cutByScore(survey, 'self_confidence')));
    case 'low_normalized_margin':
      return new Set(tiedAtCut(cutByScore(survey, 'normalized_margin')));
    case 'confident_learning':
    case 'predicted_neq_given':
      return new Set();
  }
}

/** The `count` rows of lowest score are chosen. */
interface Cut {
  readonly rows: readonly number[];
  readonly scores: readonly number[];
  readonly count: number;
}

function tiedAtCut({ rows, scores, count }: Cut): number[] {
  const sorted = scores.toSorted((one, other) => one - other);
  const [inside, outside] = [sorted[count - 1], sorted[count]];
  if (inside === undefined || inside !== outside) return [];
  return rows.filter((_, at) => scores[at] === inside);
}

function cutsByClass(survey: RowSurvey): Cut[] {
  const counts = pruneCounts(calibratedJoint(survey));
  return rowsOfClasses(survey).map((rows, given) => ({
    rows,
    scores: rows.map((row) => probability(survey, row, given)),
    count: rows.length - (counts[given * survey.data.classes + given] as number),
  }));
}

function cutsByPair(survey: RowSurvey): Cut[] {
  const counts = pruneCounts(calibratedJoint(survey));
  const { classes } = survey.data;
  return rowsOfClasses(survey).flatMap((rows, given) =>
    Array.from({ length: classes }, (_, other) => ({
      rows,
      scores: rows.map((row) => probability(survey, row, given) - probability(survey, row, other)),
      count: other === given ? 0 : (counts[given * classes + other] as number),
    })),
  );
}

function cutByScore(survey: RowSurvey, score: 'self_confidence' | 'normalized_margin'): Cut {
  const scores = [...labelQuality(survey.data, { score })];
  return { rows: [...scores.keys()], scores, count: countConfidentIssues(survey) };
}

function rowsOfClasses({ data }: RowSurvey): number[][] {
  const rows: number[][] = Array.from({ length: data.classes }, () => []);
  data.labels.forEach((label, row) => {
    rows[label]?.push(row);
  });
  return rows;
}

function probability({ data }: RowSurvey, row: number, label: number): number {
  return data.values[row * data.classes + label] as number;
}
