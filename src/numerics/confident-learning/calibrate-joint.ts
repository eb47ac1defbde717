import { pairwiseSum } from '../pairwise-sum.ts';
import { roundPreservingSum } from './round-preserving-sum.ts';
import { classSize } from './rows-by-class.ts';
import type { RowSurvey } from './survey-rows.ts';

const TINY = 1e-100;

/**
 * The confident joint scaled so that the row of each given class sums to that class's rows, and then
 * rounded to integers that keep these sums: an estimate of how many rows of one given class truly
 * belong to another (Northcutt et al. 2021, equation 3, as cleanlab rounds it).
 *
 * @returns `counts[given * classes + true]`.
 */
export function calibratedJoint({
  joint,
  groups,
}: Pick<RowSurvey, 'joint' | 'groups'>): Float64Array {
  const classes = groups.starts.length - 1;
  const scaled = new Float64Array(joint.length);
  // cleanlab adds the scaled counts with the true class first, and the last bit of their sum decides
  // how halves are rounded.
  const transposed = new Float64Array(joint.length);
  for (let given = 0; given < classes; given += 1) {
    const start = given * classes;
    const total = Math.max(pairwiseSum(joint, start, classes), TINY);
    const size = classSize(groups, given);
    for (let guess = 0; guess < classes; guess += 1) {
      const count = joint[start + guess] as number;
      if (count === 0) continue;
      scaled[start + guess] = (count / total) * size;
      transposed[guess * classes + given] = scaled[start + guess] as number;
    }
  }
  const total = Math.max(pairwiseSum(transposed), TINY);
  const calibrated = transposed;
  for (let given = 0; given < classes; given += 1) {
    const row = scaled.subarray(given * classes, (given + 1) * classes);
    for (let guess = 0; guess < classes; guess += 1)
      row[guess] = ((row[guess] as number) / total) * groups.rows.length;
    calibrated.set(roundPreservingSum(row), given * classes);
  }
  return calibrated;
}
