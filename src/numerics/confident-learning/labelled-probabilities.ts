import { CredenceError } from '../../core/error.ts';
import type { FloatArray } from '../float-array.ts';

/** What a model predicts: P(class | record), a row for each record and a column for each class. */
export interface ClassProbabilities {
  readonly rows: number;
  readonly classes: number;
  /** Row after row: `values[row * classes + class]`, from 0 to 1. */
  readonly values: FloatArray;
}

/** Predictions out of sample, beside the labels that were given. */
export interface LabelledProbabilities extends ClassProbabilities {
  /** The given class of each row, from 0. A class may be without rows. */
  readonly labels: Int32Array;
}

/** @throws CredenceError `INTERNAL` where lengths disagree or a label is no class. */
export function requireLabelled({ rows, classes, values, labels }: LabelledProbabilities): void {
  if (classes < 2) throw new CredenceError('INTERNAL', `${classes} classes are too few`);
  if (values.length !== rows * classes) {
    throw new CredenceError('INTERNAL', `${values.length} values for ${rows} × ${classes}`);
  }
  if (labels.length !== rows)
    throw new CredenceError('INTERNAL', `${labels.length} labels for ${rows} rows`);
  for (let row = 0; row < rows; row += 1) {
    const label = labels[row] as number;
    if (label < 0 || label >= classes)
      throw new CredenceError('INTERNAL', `row ${row} has label ${label} of ${classes} classes`);
  }
}
