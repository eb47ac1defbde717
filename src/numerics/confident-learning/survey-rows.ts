import type { FloatArray } from '../float-array.ts';
import { roundedTo } from '../float-array.ts';
import { ProbabilityRows, UNSURE } from '../kernels/probability-rows.ts';
import { confidentCuts, confidentThresholds } from './confident-thresholds.ts';
import { type LabelledProbabilities, requireLabelled } from './labelled-probabilities.ts';
import { groupByClass, type RowsByClass } from './rows-by-class.ts';
import { TOLERANCE } from './tolerance.ts';

/** The model's likeliest class is not the given one. */
export const CONTRADICTED = 1;
/** And it leads by more than the tolerance. */
export const DISPUTED = 2;
/** Counted off the diagonal of the confident joint: confidently of another class. */
export const OFF_DIAGONAL = 4;

/** What one pass over the probabilities finds; every filter starts from it. */
export interface RowSurvey {
  readonly data: LabelledProbabilities;
  readonly groups: RowsByClass;
  /** One a class: see `confidentThresholds`. */
  readonly thresholds: FloatArray;
  /** A sum of `CONTRADICTED`, `DISPUTED` and `OFF_DIAGONAL` for each row. */
  readonly marks: Uint8Array;
  /**
   * The confident joint, uncalibrated: `counts[given * classes + guess]` rows given one class and
   * confidently of another, at least 1 on the diagonal.
   */
  readonly joint: Int32Array;
}

/**
 * Counts the confident joint (Northcutt et al. 2021, equation 1) and marks every row.
 *
 * @throws CredenceError `INTERNAL` where lengths disagree or a label is no class.
 */
export function surveyRows(data: LabelledProbabilities): RowSurvey {
  requireLabelled(data);
  const groups = groupByClass(data);
  const thresholds = confidentThresholds(groups);
  const marks = new Uint8Array(data.rows);
  const joint = new Int32Array(data.classes * data.classes);
  const survey = { data, groups, thresholds, marks, joint };
  const cuts = confidentCuts(data.values, thresholds);
  const reader = new ProbabilityRows(data.values, data.classes);
  for (let first = 0; first < data.rows; first += reader.chunk) {
    const count = Math.min(reader.chunk, data.rows - first);
    countRows(survey, first, reader.guesses(first, count, cuts));
  }
  for (let cell = 0; cell < joint.length; cell += data.classes + 1)
    joint[cell] = Math.max(1, joint[cell] as number);
  return survey;
}

/** @param read two numbers a row from `first` on: the likeliest class and the guess. */
function countRows({ data, marks, joint }: RowSurvey, first: number, read: Int32Array): void {
  const { classes, labels } = data;
  for (let place = 0, row = first; place < read.length; place += 2, row += 1) {
    const given = labels[row] as number;
    const top = read[place] as number;
    const guess = read[place + 1] as number;
    let mark = 0;
    if (top !== given) mark = isNearlyTop(data, row, top) ? CONTRADICTED : CONTRADICTED | DISPUTED;
    if (guess !== UNSURE) {
      if (guess !== given) mark |= OFF_DIAGONAL;
      const cell = given * classes + guess;
      joint[cell] = (joint[cell] as number) + 1;
    }
    marks[row] = mark;
  }
}

/** Whether the given class of a row would be the likeliest, if the tolerance were added to it. */
function isNearlyTop(data: LabelledProbabilities, row: number, top: number): boolean {
  const { classes, values, labels } = data;
  const given = labels[row] as number;
  const highest = values[row * classes + top] as number;
  const raised = (values[row * classes + given] as number) + roundedTo(values, TOLERANCE);
  const rounded = roundedTo(values, raised);
  return rounded > highest || (rounded === highest && given < top);
}
