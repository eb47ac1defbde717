import { choleskyInPlace, choleskySolve } from './cholesky.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

export interface RidgeData {
  readonly matrix: SparseMatrix;
  /** `targets[row * outputs + output]`. */
  readonly targets: Float64Array;
  readonly outputs: number;
  /** What is added to the diagonal, more than 0. */
  readonly ridge: number;
}

/** XᵀX + λI and XᵀY of some of the rows; rows come and go. */
export class NormalEquations {
  readonly #data: RidgeData;
  /** The lower triangle holds. */
  readonly gram: Float64Array;
  readonly #moments: Float64Array;

  constructor(data: RidgeData, from?: NormalEquations) {
    this.#data = data;
    const { width } = data.matrix;
    this.gram = from?.gram.slice() ?? new Float64Array(width * width);
    this.#moments = from?.copyOfMoments() ?? new Float64Array(width * data.outputs);
    for (let at = 0; from === undefined && at < width; at += 1)
      this.gram[at * width + at] = data.ridge;
  }

  copyOfMoments(): Float64Array {
    return this.#moments.slice();
  }

  /** Takes a row in (`times` 1) or out again (−1). */
  add(row: number, times: number): void {
    const { matrix, targets, outputs } = this.#data;
    const { starts, columns, values, width } = matrix;
    const [start, end] = [starts[row] as number, starts[row + 1] as number];
    for (let at = start; at < end; at += 1) {
      const [one, value] = [columns[at] as number, times * (values[at] as number)];
      for (let beside = start; beside < end; beside += 1) {
        const other = columns[beside] as number;
        if (other > one) continue;
        const cell = one * width + other;
        this.gram[cell] = (this.gram[cell] as number) + value * (values[beside] as number);
      }
      for (let output = 0; output < outputs; output += 1) {
        const cell = one * outputs + output;
        this.#moments[cell] =
          (this.#moments[cell] as number) + value * (targets[row * outputs + output] as number);
      }
    }
  }

  /**
   * W = (XᵀX + λI)⁻¹XᵀY, `weights[column * outputs + output]`.
   *
   * @throws RangeError where rounding has made the matrix indefinite
   */
  solve(): Float64Array {
    return this.solveFor(this.copyOfMoments(), this.#data.outputs);
  }

  /** (XᵀX + λI)⁻¹ times any right-hand sides, which are overwritten. */
  solveFor(values: Float64Array, width: number): Float64Array {
    const size = this.#data.matrix.width;
    const factor = this.gram.slice();
    choleskyInPlace(factor, size);
    choleskySolve({ factor, size }, values, width);
    return values;
  }
}

/** What a row gives with weights of `into.length` outputs a column; added to `into`. */
export function addProduct(
  into: Float64Array,
  { matrix, row }: { readonly matrix: SparseMatrix; readonly row: number },
  weights: Float64Array,
): void {
  const { starts, columns, values } = matrix;
  const outputs = into.length;
  for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
    const [from, value] = [(columns[at] as number) * outputs, values[at] as number];
    for (let output = 0; output < outputs; output += 1)
      into[output] = (into[output] as number) + value * (weights[from + output] as number);
  }
}

/** The inner product of a row with a value for each column. */
export function rowDot(matrix: SparseMatrix, row: number, dense: Float64Array): number {
  const { starts, columns, values } = matrix;
  let sum = 0;
  for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1)
    sum += (values[at] as number) * (dense[columns[at] as number] as number);
  return sum;
}
