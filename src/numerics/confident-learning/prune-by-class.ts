import { lowestKeys } from './lowest-keys.ts';
import { classSize, rowsOfClass } from './rows-by-class.ts';
import type { RowSurvey } from './survey-rows.ts';

/** What to prune, as `pruneCounts` says, and the classes that are too small to prune. */
export interface Pruning {
  readonly counts: Int32Array;
  /** Classes of at most so many rows keep them all. */
  readonly minimumPerClass: number;
}

/**
 * For every class, marks the rows in which the model has least confidence, as many as the joint
 * estimates to be errors.
 *
 * @returns 1 for each row to prune.
 */
export function pruneByClass(survey: RowSurvey, pruning: Pruning): Uint8Array {
  const { groups, marks } = survey;
  const pruned = new Uint8Array(marks.length);
  const classes = groups.starts.length - 1;
  for (let given = 0; given < classes; given += 1) {
    const size = classSize(groups, given);
    if (!isPrunable(size, pruning)) continue;
    const rows = rowsOfClass(groups, given);
    const keys = groups.selfConfidence.subarray(groups.starts[given], groups.starts[given + 1]);
    const errors = size - (pruning.counts[given * classes + given] as number);
    for (const place of lowestKeys(keys, errors)) pruned[rows[place] as number] = 1;
  }
  return pruned;
}

/** The only row of a class is never pruned, as in cleanlab. */
export function isPrunable(size: number, { minimumPerClass }: Pruning): boolean {
  return size > Math.max(1, minimumPerClass);
}
