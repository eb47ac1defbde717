import { calibratedJoint } from './calibrate-joint.ts';
import { countConfidentIssues, isConfidentIssue } from './count-label-issues.ts';
import { labelQuality } from './label-quality.ts';
import { lowestKeys } from './lowest-keys.ts';
import { type Pruning, pruneByClass } from './prune-by-class.ts';
import { pruneByNoiseRate } from './prune-by-noise-rate.ts';
import { fixedPruneCounts, type PruneLimits, pruneCounts } from './prune-counts.ts';
import { classSize } from './rows-by-class.ts';
import { DISPUTED, type RowSurvey } from './survey-rows.ts';

/** cleanlab's `filter_by`, in its words. */
export const LABEL_ISSUE_FILTERS = [
  'prune_by_class',
  'prune_by_noise_rate',
  'both',
  'confident_learning',
  'predicted_neq_given',
  'low_normalized_margin',
  'low_self_confidence',
] as const;
export type LabelIssueFilter = (typeof LABEL_ISSUE_FILTERS)[number];

/** Bounds and counts matter to the filters that prune: the first three. */
export interface IssueOptions extends PruneLimits {
  /** The joint to prune by, instead of the survey's own, calibrated: `counts[given * classes + true]`. */
  readonly joint?: Int32Array;
  /** Prune so many rows of each class, whatever the joint says. */
  readonly removals?: ArrayLike<number>;
}

/**
 * Rows whose given label is probably wrong, exactly those that cleanlab's `find_label_issues` flags:
 *
 * - `prune_by_class`: of each class, the rows of least self-confidence, as many as the joint counts
 * - `prune_by_noise_rate`: of each pair of classes, the rows that prefer the other most, likewise
 * - `both`: rows that both of these flag
 * - `confident_learning`: rows counted off the diagonal of the confident joint
 * - `predicted_neq_given`: rows whose likeliest class is not the given one
 * - `low_normalized_margin`, `low_self_confidence`: the rows of lowest score, as many as
 *   `confident_learning` flags
 *
 * Except under the last two, a row is spared whose given class is within 1e-6 of the likeliest. Among equal
 * scores at a cut, the choice is NumPy's (see `numpyOrder`).
 *
 * @returns row numbers, ascending.
 */
export function findLabelIssues(
  survey: RowSurvey,
  filter: LabelIssueFilter,
  options: IssueOptions = {},
): Int32Array {
  switch (filter) {
    case 'prune_by_class':
      return disputed(survey, pruneByClass(survey, pruningOf(survey, options)));
    case 'prune_by_noise_rate':
      return disputed(survey, pruneByNoiseRate(survey, pruningOf(survey, options)));
    case 'both': {
      const pruning = pruningOf(survey, options);
      const byClass = pruneByClass(survey, pruning);
      const byRate = pruneByNoiseRate(survey, pruning);
      return disputed(
        survey,
        byRate.map((pruned, row) => pruned & (byClass[row] as number)),
      );
    }
    case 'confident_learning':
      return rowsWhere(survey.marks, isConfidentIssue);
    case 'predicted_neq_given':
      return rowsWhere(survey.marks, isDisputed);
    case 'low_normalized_margin':
      return lowestScored(survey, 'normalized_margin');
    case 'low_self_confidence':
      return lowestScored(survey, 'self_confidence');
  }
}

function pruningOf(survey: RowSurvey, options: IssueOptions): Pruning {
  const { groups, data } = survey;
  const counts = pruneCounts(options.joint ?? calibratedJoint(survey), options);
  const minimumPerClass = options.minimumPerClass ?? 1;
  if (options.removals === undefined) return { counts, minimumPerClass };
  const sizes = Int32Array.from({ length: data.classes }, (_, label) => classSize(groups, label));
  return { counts: fixedPruneCounts(counts, options.removals, sizes), minimumPerClass };
}

function disputed({ marks }: RowSurvey, pruned: Uint8Array): Int32Array {
  return rowsWhere(pruned, (chosen, row) => chosen === 1 && isDisputed(marks[row] as number));
}

function isDisputed(mark: number): boolean {
  return (mark & DISPUTED) !== 0;
}

function lowestScored(
  survey: RowSurvey,
  score: 'normalized_margin' | 'self_confidence',
): Int32Array {
  const scores = labelQuality(survey.data, { score });
  return lowestKeys(scores, countConfidentIssues(survey)).sort();
}

function rowsWhere(marks: Uint8Array, wanted: (mark: number, row: number) => boolean): Int32Array {
  let found = 0;
  for (let row = 0; row < marks.length; row += 1) if (wanted(marks[row] as number, row)) found += 1;
  const rows = new Int32Array(found);
  for (let row = marks.length - 1; row >= 0; row -= 1) {
    if (!wanted(marks[row] as number, row)) continue;
    found -= 1;
    rows[found] = row;
  }
  return rows;
}
