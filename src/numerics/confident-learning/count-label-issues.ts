import { calibratedJoint } from './calibrate-joint.ts';
import { DISPUTED, OFF_DIAGONAL, type RowSurvey } from './survey-rows.ts';

/** Rows off the diagonal of the confident joint that the model disputes (cleanlab: `off_diagonal`). */
export function countConfidentIssues({ marks }: Pick<RowSurvey, 'marks'>): number {
  let issues = 0;
  for (const mark of marks) if (isConfidentIssue(mark)) issues += 1;
  return issues;
}

export function isConfidentIssue(mark: number): boolean {
  return (mark & DISPUTED) !== 0 && (mark & OFF_DIAGONAL) !== 0;
}

/**
 * The calibrated joint's total off the diagonal (cleanlab: `off_diagonal_calibrated`): an estimate that
 * includes rows of which the model is not confident. `survey.joint` may be another joint
 * (`off_diagonal_custom`).
 */
export function estimateIssues(survey: Pick<RowSurvey, 'joint' | 'groups'>): number {
  const joint = calibratedJoint(survey);
  const classes = survey.groups.starts.length - 1;
  let issues = 0;
  joint.forEach((count, cell) => {
    if (cell % (classes + 1) !== 0) issues += count;
  });
  return issues;
}
