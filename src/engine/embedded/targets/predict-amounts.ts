import { rowDot } from '../../../numerics/ridge/normal-equations.ts';
import { trimmedRidge } from '../../../numerics/ridge/trimmed-ridge.ts';
import { seededRandom, shuffle } from '../../../numerics/seeded-random.ts';
import type { HashedRows } from '../probe/hashed-rows.ts';
import { FOLDS } from '../store.ts';

const RIDGE = 1;
/** What TRIM keeps: poison is taken to be a fifth at most, as its authors do. */
const KEPT = 0.8;
/** A fit is preferred to that from all rows where it leaves less than this part of its loss. */
const CLEARLY = 0.7;

export interface PredictionInput {
  readonly rows: HashedRows;
  /** Amount of each row, in units of the usual distance from the median. */
  readonly targets: Float64Array;
  readonly foldOf: Uint8Array;
  /** Rows that a regression may be fitted on, at most. */
  readonly mostFitted: number;
}

export interface PredictedAmounts {
  /** Of each row, by the regression that its fold has not taught. */
  readonly predicted: Float64Array;
  readonly fittedOn: number;
}

/**
 * Predicts every amount out of fold by TRIM. It is begun twice, from all rows and from the middle half by amount: what
 * pulls the first far enough is not trimmed from there. The second is taken where it leaves clearly less.
 */
export function predictAmounts(input: PredictionInput): PredictedAmounts {
  const { rows, targets, foldOf, mostFitted } = input;
  const { matrix } = rows;
  const data = { matrix, targets, outputs: 1, ridge: RIDGE };
  const predicted = new Float64Array(matrix.rows);
  let fittedOn = 0;
  const all = Uint32Array.from({ length: matrix.rows }, (_, row) => row);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const outside = all.filter((row) => foldOf[row] !== fold);
    if (outside.length === 0 || outside.length === matrix.rows) continue;
    shuffle(outside, seededRandom(0x7419 + fold));
    const taught = outside.slice(0, mostFitted);
    const [one, other] = [taught, middleHalf(taught, targets)].map((start) =>
      trimmedRidge(data, { rows: taught, start, share: KEPT }),
    ) as [ReturnType<typeof trimmedRidge>, ReturnType<typeof trimmedRidge>];
    const { weights } = other.loss < CLEARLY * one.loss ? other : one;
    for (const row of all) if (foldOf[row] === fold) predicted[row] = rowDot(matrix, row, weights);
    fittedOn += taught.length / FOLDS;
  }
  return { predicted, fittedOn: Math.round(fittedOn) };
}

function middleHalf(rows: Uint32Array, targets: Float64Array): Uint32Array {
  const order = rows.toSorted((a, b) => (targets[a] as number) - (targets[b] as number) || a - b);
  const quarter = Math.floor(rows.length / 4);
  return order.slice(quarter, Math.max(quarter + 1, rows.length - quarter));
}
