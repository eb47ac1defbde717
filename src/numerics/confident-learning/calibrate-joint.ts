import { pairwiseSumOf } from '../pairwise-sum.ts';
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
  const totals = rowTotals(joint, classes);
  const scaled = (given: number, guess: number): number => {
    const count = joint[given * classes + guess] as number;
    return count === 0 ? 0 : (count / (totals[given] as number)) * classSize(groups, given);
  };
  // cleanlab adds the scaled counts with the true class first, and the last bit of their sum decides
  // how halves are rounded.
  const sum = pairwiseSumOf(joint.length, (start, block) => {
    let given = start % classes;
    let guess = (start - given) / classes;
    for (let at = 0; at < block.length; at += 1) {
      block[at] = scaled(given, guess);
      given += 1;
      if (given === classes) {
        given = 0;
        guess += 1;
      }
    }
  });
  const total = Math.max(sum, TINY);
  const calibrated = new Int32Array(joint.length);
  const row = new Float64Array(classes);
  for (let given = 0; given < classes; given += 1) {
    for (let guess = 0; guess < classes; guess += 1) {
      const count = scaled(given, guess);
      row[guess] = count === 0 ? 0 : (count / total) * groups.rows.length;
    }
    calibrated.set(roundPreservingSum(row), given * classes);
  }
  return calibrated;
}

function rowTotals(joint: Int32Array, classes: number): Float64Array {
  const totals = new Float64Array(classes);
  for (let given = 0; given < classes; given += 1) {
    let total = 0;
    for (let guess = 0; guess < classes; guess += 1)
      total += joint[given * classes + guess] as number;
    totals[given] = Math.max(total, TINY);
  }
  return totals;
}
