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

/**
 * Ridge regression of several outputs, W = (XᵀX + λI)⁻¹XᵀY, and what any group of rows contributes to it in
 * closed form: the fit without the group follows exactly from the block downdate of XᵀX, without a second pass
 * over the other rows (Cook and Weisberg, "Residuals and Influence in Regression", 1982, section 2.2.3, for
 * blocks; Woodbury's identity where the group has fewer rows than there are columns).
 */
export class RidgeProbe {
  /** `weights[column * outputs + output]`. */
  readonly weights: Float64Array;
  readonly #data: RidgeData;
  readonly #gram: Float64Array;
  readonly #moments: Float64Array;
  #inverse: Float64Array | undefined;

  constructor(data: RidgeData) {
    this.#data = data;
    const { matrix, outputs, ridge } = data;
    const { width } = matrix;
    this.#gram = new Float64Array(width * width);
    this.#moments = new Float64Array(width * outputs);
    for (let row = 0; row < matrix.rows; row += 1) {
      addGram(this.#gram, matrix, { row, times: 1 });
      this.#addMoments(this.#moments, row, 1);
    }
    for (let at = 0; at < width; at += 1)
      this.#gram[at * width + at] = (this.#gram[at * width + at] as number) + ridge;
    this.weights = solved(this.#gram, this.#moments, { size: width, width: outputs });
  }

  /** How much a group of rows changes the weights: those fitted on all rows less those fitted without the group. */
  contribution(group: ArrayLike<number>): Float64Array {
    return group.length < this.#data.matrix.width / 2
      ? this.#changeByRows(group)
      : this.#changeByRefit(group);
  }

  /** The downdated normal equations, solved anew. */
  #changeByRefit(group: ArrayLike<number>): Float64Array {
    const { matrix, outputs } = this.#data;
    const [gram, moments] = [this.#gram.slice(), this.#moments.slice()];
    for (let at = 0; at < group.length; at += 1) {
      addGram(gram, matrix, { row: group[at] as number, times: -1 });
      this.#addMoments(moments, group[at] as number, -1);
    }
    const left = solved(gram, moments, { size: matrix.width, width: outputs });
    return this.weights.map((weight, at) => weight - (left[at] as number));
  }

  /** Woodbury: W − W₋ = A⁻¹Gᵀ(I − GA⁻¹Gᵀ)⁻¹(Y − GW), of the rows G of the group with targets Y. */
  #changeByRows(group: ArrayLike<number>): Float64Array {
    const { matrix, targets, outputs } = this.#data;
    const { width } = matrix;
    const size = group.length;
    this.#inverse ??= inverseOf(this.#gram, width);
    /** Rows of GA⁻¹. */
    const projected = new Float64Array(size * width);
    for (let at = 0; at < size; at += 1) {
      const into = projected.subarray(at * width, (at + 1) * width);
      addProduct(into, { matrix, row: group[at] as number }, this.#inverse);
    }
    const leverage = new Float64Array(size * size);
    const errors = new Float64Array(size * outputs);
    for (let at = 0; at < size; at += 1) {
      const row = group[at] as number;
      const own = errors.subarray(at * outputs, (at + 1) * outputs);
      addProduct(own, { matrix, row }, this.weights);
      for (let output = 0; output < outputs; output += 1)
        own[output] = (targets[row * outputs + output] as number) - (own[output] as number);
      const line = leverage.subarray(at * size, (at + 1) * size);
      for (let other = 0; other < size; other += 1) {
        const dot = rowDot(matrix, row, projected.subarray(other * width, (other + 1) * width));
        line[other] = (other === at ? 1 : 0) - dot;
      }
    }
    choleskyInPlace(leverage, size);
    choleskySolve({ factor: leverage, size }, errors, outputs);
    const change = new Float64Array(width * outputs);
    for (let at = 0; at < size; at += 1) {
      for (let column = 0; column < width; column += 1) {
        const times = projected[at * width + column] as number;
        for (let output = 0; output < outputs; output += 1) {
          const cell = column * outputs + output;
          change[cell] =
            (change[cell] as number) + times * (errors[at * outputs + output] as number);
        }
      }
    }
    return change;
  }

  #addMoments(moments: Float64Array, row: number, times: number): void {
    const { matrix, targets, outputs } = this.#data;
    const { starts, columns, values } = matrix;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const [into, value] = [(columns[at] as number) * outputs, times * (values[at] as number)];
      for (let output = 0; output < outputs; output += 1)
        moments[into + output] =
          (moments[into + output] as number) + value * (targets[row * outputs + output] as number);
    }
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

/** Adds `times` the outer product of a row to the lower triangle. */
function addGram(
  gram: Float64Array,
  { starts, columns, values, width }: SparseMatrix,
  { row, times }: { readonly row: number; readonly times: number },
): void {
  const [start, end] = [starts[row] as number, starts[row + 1] as number];
  for (let at = start; at < end; at += 1) {
    const [one, value] = [columns[at] as number, times * (values[at] as number)];
    for (let beside = start; beside < end; beside += 1) {
      const other = columns[beside] as number;
      if (other > one) continue;
      const cell = one * width + other;
      gram[cell] = (gram[cell] as number) + value * (values[beside] as number);
    }
  }
}

function rowDot(
  { starts, columns, values }: SparseMatrix,
  row: number,
  dense: Float64Array,
): number {
  let sum = 0;
  for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1)
    sum += (values[at] as number) * (dense[columns[at] as number] as number);
  return sum;
}

function solved(
  gram: Float64Array,
  moments: Float64Array,
  { size, width }: { readonly size: number; readonly width: number },
): Float64Array {
  const factor = gram.slice();
  choleskyInPlace(factor, size);
  const weights = moments.slice();
  choleskySolve({ factor, size }, weights, width);
  return weights;
}

function inverseOf(gram: Float64Array, size: number): Float64Array {
  const identity = new Float64Array(size * size);
  for (let at = 0; at < size; at += 1) identity[at * size + at] = 1;
  return solved(gram, identity, { size, width: size });
}
