import { CredenceError } from '../../core/error.ts';
import type { LabelledProbabilities } from '../../numerics/confident-learning/labelled-probabilities.ts';

/**
 * Guards against columns in another order than was assumed. A column is a class's favourite when records
 * with that label give it the highest mean probability. Where favourites form a cycle (records labelled
 * `a` favour the column taken for `b`, and those labelled `b` that of `a`), the order is not believed.
 *
 * @throws CredenceError DATA_AMBIGUOUS naming the labels of such a cycle.
 */
export function requireLikelyOrder(
  data: LabelledProbabilities,
  names: readonly string[],
  file: string,
): void {
  const favourites = favouriteColumns(data);
  for (let label = 0; label < favourites.length; label += 1) {
    const cycle = cycleThrough(favourites, label);
    if (cycle.length < 2) continue;
    const labels = cycle.map((member) => `\`${names[member]}\``).join(', ');
    throw new CredenceError(
      'DATA_AMBIGUOUS',
      `The columns of ${file} seem to be in another order than the sorted labels: ${labels} change places.`,
      {
        at: { file },
        hint: 'Name the columns: give a CSV or Parquet file whose columns are named by the labels.',
      },
    );
  }
}

function favouriteColumns({ rows, classes, values, labels }: LabelledProbabilities): Int32Array {
  const sums = new Float64Array(classes * classes);
  for (let row = 0; row < rows; row += 1) {
    const into = (labels[row] as number) * classes;
    const from = row * classes;
    for (let column = 0; column < classes; column += 1)
      sums[into + column] = (sums[into + column] as number) + (values[from + column] as number);
  }
  return Int32Array.from({ length: classes }, (_, label) => {
    const own = sums.subarray(label * classes, (label + 1) * classes);
    return own.reduce((best, sum, column) => (sum > (own[best] as number) ? column : best), label);
  });
}

/** The labels on the way from one to its favourite and on, if that way leads back; else none. */
function cycleThrough(favourites: Int32Array, label: number): number[] {
  const way = [label];
  let next = favourites[label] as number;
  while (next !== label) {
    if (way.length > favourites.length) return [];
    way.push(next);
    next = favourites[next] as number;
  }
  return way;
}
