import { choleskyInPlace, choleskySolve } from './cholesky.ts';
import { addProduct, NormalEquations, type RidgeData, rowDot } from './normal-equations.ts';

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
  readonly #equations: NormalEquations;
  #inverse: Float64Array | undefined;

  constructor(data: RidgeData) {
    this.#data = data;
    this.#equations = new NormalEquations(data);
    for (let row = 0; row < data.matrix.rows; row += 1) this.#equations.add(row, 1);
    this.weights = this.#equations.solve();
  }

  /** How much a group of rows changes the weights: those fitted on all rows less those fitted without the group. */
  contribution(group: ArrayLike<number>): Float64Array {
    return group.length < this.#data.matrix.width / 2
      ? this.#changeByRows(group)
      : this.#changeByRefit(group);
  }

  /** The downdated normal equations, solved anew. */
  #changeByRefit(group: ArrayLike<number>): Float64Array {
    const without = new NormalEquations(this.#data, this.#equations);
    for (let at = 0; at < group.length; at += 1) without.add(group[at] as number, -1);
    const left = without.solve();
    return this.weights.map((weight, at) => weight - (left[at] as number));
  }

  /** Woodbury: W − W₋ = A⁻¹Gᵀ(I − GA⁻¹Gᵀ)⁻¹(Y − GW), of the rows G of the group with targets Y. */
  #changeByRows(group: ArrayLike<number>): Float64Array {
    const { matrix, targets, outputs } = this.#data;
    const { width } = matrix;
    const size = group.length;
    this.#inverse ??= this.#equations.solveFor(identity(width), width);
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
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let at = 0; at < size; at += 1) matrix[at * size + at] = 1;
  return matrix;
}
