import { sparsePairwiseSum } from '../pairwise-sum.ts';
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
}: Pick<RowSurvey, 'joint' | 'groups'>): Int32Array {
  const classes = groups.starts.length - 1;
  const scales = Float64Array.from({ length: classes }, (_, given) =>
    rowTotal(joint, given, classes),
  );
  const scaled = (cell: number): number => {
    const given = Math.floor(cell / classes);
    return ((joint[cell] as number) / (scales[given] as number)) * classSize(groups, given);
  };
  const total = Math.max(sumOverTruth(joint, classes, scaled), TINY);
  const calibrated = new Int32Array(joint.length);
  const row = new Float64Array(classes);
  for (let given = 0; given < classes; given += 1) {
    const start = given * classes;
    for (let guess = 0; guess < classes; guess += 1) {
      const cell = start + guess;
      row[guess] = joint[cell] === 0 ? 0 : (scaled(cell) / total) * groups.rows.length;
    }
    calibrated.set(roundPreservingSum(row), start);
  }
  return calibrated;
}

function rowTotal(joint: Int32Array, given: number, classes: number): number {
  let total = 0;
  for (let cell = given * classes; cell < (given + 1) * classes; cell += 1)
    total += joint[cell] as number;
  return Math.max(total, TINY);
}

/**
 * The sum of the scaled counts, added with the true class first as cleanlab does: its last bit decides how
 * halves are rounded.
 */
function sumOverTruth(
  joint: Int32Array,
  classes: number,
  scaled: (cell: number) => number,
): number {
  const transposed = (cell: number): number =>
    (cell % classes) * classes + Math.floor(cell / classes);
  const cells: number[] = [];
  for (let cell = 0; cell < joint.length; cell += 1)
    if (joint[cell] !== 0) cells.push(transposed(cell));
  const places = Int32Array.from(cells).sort();
  const values = Float64Array.from(places, (place) => scaled(transposed(place)));
  return sparsePairwiseSum({ length: joint.length, places, values });
}
