import { CredenceError } from '../../core/error.ts';
import { TOLERANCE } from '../../numerics/confident-learning/tolerance.ts';
import type { ProbabilityTable } from './probability-table.ts';

/**
 * How far the sum of a row may be from 1: half precision and probabilities written with three digits
 * stay within it.
 */
const SUM_TOLERANCE = 0.01;

/**
 * Makes sure that every row is a distribution over the classes: numbers from 0 to 1 (to within 1e-6) that
 * sum to 1 (to within 0.01).
 *
 * @throws CredenceError DATA_EMPTY without rows; DATA_MALFORMED for fewer than two classes, and naming the
 *   first row (from 1) that is no distribution.
 */
export function checkProbabilities(table: ProbabilityTable): void {
  const { file, rows, classes, values } = table;
  if (rows === 0) throw new CredenceError('DATA_EMPTY', `${file} has no rows.`, { at: { file } });
  if (classes < 2) {
    throw new CredenceError('DATA_MALFORMED', `${file} has one column.`, {
      at: { file },
      hint: 'Give a column for each class; of two classes, both.',
    });
  }
  for (let row = 0, at = 0; row < rows; row += 1, at += classes) {
    let sum = 0;
    for (let label = 0; label < classes; label += 1) {
      const value = values[at + label] as number;
      // Not a number fails this too.
      if (!(value >= -TOLERANCE && value <= 1 + TOLERANCE)) throw noProbability(table, row, label);
      sum += value;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) throw wrongSum(table, row, sum);
  }
}

function noProbability(table: ProbabilityTable, row: number, label: number): CredenceError {
  const { file, classes, values, columns } = table;
  const value = values[row * classes + label] as number;
  const column = columns?.[label] ?? `${label + 1}`;
  return new CredenceError(
    'DATA_MALFORMED',
    `Row ${row + 1} of ${file} has ${value} in column ${column}, which is no probability.`,
    { at: { file, row: row + 1, column }, hint: hintFor(value) },
  );
}

function hintFor(value: number): string {
  if (Number.isNaN(value))
    return 'A missing or failed prediction: predict the row again, or leave it out of the data.';
  return 'If these are logits or scores, give probabilities: apply softmax to each row.';
}

function wrongSum({ file }: ProbabilityTable, row: number, sum: number): CredenceError {
  return new CredenceError(
    'DATA_MALFORMED',
    `The probabilities in row ${row + 1} of ${file} sum to ${Number(sum.toPrecision(6))}, not to 1.`,
    {
      at: { file, row: row + 1 },
      hint: `A row may miss 1 by ${SUM_TOLERANCE}. Give all classes and no other columns; predictions of independent labels are not read.`,
    },
  );
}
