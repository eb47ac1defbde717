/**
 * The Cholesky factor of a symmetric positive definite matrix, in place: of `matrix[row * size + column]` the
 * lower triangle is read and becomes L with L·Lᵀ = matrix; what lies above it is left as it was.
 *
 * @throws RangeError where the matrix is not positive definite.
 */
export function choleskyInPlace(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 1) {
    const own = row * size;
    for (let column = 0; column <= row; column += 1) {
      const other = column * size;
      let sum = matrix[own + column] as number;
      for (let at = 0; at < column; at += 1)
        sum -= (matrix[own + at] as number) * (matrix[other + at] as number);
      if (column < row) {
        matrix[own + column] = sum / (matrix[other + column] as number);
      } else {
        if (!(sum > 0)) throw new RangeError('the matrix is not positive definite');
        matrix[own + row] = Math.sqrt(sum);
      }
    }
  }
}

/**
 * Solves L·Lᵀ·X = B in place.
 *
 * @param factor from `choleskyInPlace`
 * @param values `size` rows of `width` right-hand sides
 */
export function choleskySolve(
  { factor, size }: { readonly factor: Float64Array; readonly size: number },
  values: Float64Array,
  width: number,
): void {
  for (let row = 0; row < size; row += 1) {
    for (let at = 0; at < row; at += 1)
      subtract(values, { into: row, from: at, width, times: factor[row * size + at] as number });
    divide(values, { row, width, by: factor[row * size + row] as number });
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let at = row + 1; at < size; at += 1)
      subtract(values, { into: row, from: at, width, times: factor[at * size + row] as number });
    divide(values, { row, width, by: factor[row * size + row] as number });
  }
}

interface RowStep {
  readonly into: number;
  readonly from: number;
  readonly width: number;
  readonly times: number;
}

function subtract(values: Float64Array, { into, from, width, times }: RowStep): void {
  if (times === 0) return;
  const [to, source] = [into * width, from * width];
  for (let column = 0; column < width; column += 1)
    values[to + column] =
      (values[to + column] as number) - times * (values[source + column] as number);
}

function divide(
  values: Float64Array,
  { row, width, by }: { readonly row: number; readonly width: number; readonly by: number },
): void {
  for (let at = row * width; at < (row + 1) * width; at += 1)
    values[at] = (values[at] as number) / by;
}
