import type { FloatArray } from '../float-array.ts';
import { sameKind } from '../float-array.ts';
import type { LabelledProbabilities } from './labelled-probabilities.ts';

/** Rows grouped by their given class. */
export interface RowsByClass {
  /** Row numbers; those of class `k`, ascending, stand at `starts[k] … starts[k + 1]`. */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
  /** What the model thinks of each row's given class, in the order of `rows`. */
  readonly selfConfidence: FloatArray;
}

/** Groups rows by given class, in one pass. */
export function groupByClass(data: LabelledProbabilities): RowsByClass {
  const { classes, values, labels } = data;
  const starts = new Int32Array(classes + 1);
  for (const label of labels) starts[label + 1] = (starts[label + 1] as number) + 1;
  for (let label = 0; label < classes; label += 1)
    starts[label + 1] = (starts[label + 1] as number) + (starts[label] as number);
  const next = starts.slice(0, classes);
  const rows = new Int32Array(labels.length);
  const selfConfidence = sameKind(values, labels.length);
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row] as number;
    const at = next[label] as number;
    next[label] = at + 1;
    rows[at] = row;
    selfConfidence[at] = values[row * classes + label] as number;
  }
  return { rows, starts, selfConfidence };
}

/** How many rows were given a class. */
export function classSize({ starts }: RowsByClass, label: number): number {
  return (starts[label + 1] as number) - (starts[label] as number);
}

/** The rows that were given a class, ascending. */
export function rowsOfClass({ rows, starts }: RowsByClass, label: number): Int32Array {
  return rows.subarray(starts[label], starts[label + 1]);
}
