import { nthSmallest } from '../nth-smallest.ts';
import { NormalEquations, type RidgeData, rowDot } from './normal-equations.ts';

export interface TrimmedRidge {
  readonly weights: Float64Array;
  /** The rows that it was fitted on in the end. */
  readonly kept: Uint32Array;
  /** Mean squared residual of these. */
  readonly loss: number;
}

const MOST_ROUNDS = 12;

/**
 * TRIM (Jagielski, Oprea, Biggio, Liu, Nita-Rotaru, Li: "Manipulating Machine Learning: Poisoning Attacks and
 * Countermeasures for Regression Learning", IEEE S&P 2018, algorithm 2): fits on rows, keeps those of least residual,
 * and fits on these again, until the loss of the kept falls no more. It begins with a fit on `start`.
 *
 * @param data of one output
 * @param rows those that may take part
 */
export function trimmedRidge(
  data: RidgeData,
  { rows, start, share }: { rows: Uint32Array; start: Uint32Array; share: number },
): TrimmedRidge {
  const keep = Math.max(1, Math.floor(share * rows.length));
  const residuals = new Float64Array(rows.length);
  let best: TrimmedRidge = {
    weights: fittedOn(data, start),
    kept: start,
    loss: Number.POSITIVE_INFINITY,
  };
  let weights = best.weights;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    rows.forEach((row, at) => {
      residuals[at] = Math.abs((data.targets[row] as number) - rowDot(data.matrix, row, weights));
    });
    const cut = nthSmallest(residuals.slice(), keep - 1);
    // Of equal residuals at the cut the first are kept, so that as many as asked for are.
    let atCut = keep - residuals.reduce((count, one) => count + (one < cut ? 1 : 0), 0);
    const kept = rows.filter((_, at) => {
      const residual = residuals[at] as number;
      if (residual !== cut) return residual < cut;
      atCut -= 1;
      return atCut >= 0;
    });
    weights = fittedOn(data, kept);
    const loss =
      kept.reduce(
        (sum, row) =>
          sum + ((data.targets[row] as number) - rowDot(data.matrix, row, weights)) ** 2,
        0,
      ) / kept.length;
    if (loss >= best.loss) break;
    best = { weights, kept, loss };
  }
  return best;
}

function fittedOn(data: RidgeData, rows: Uint32Array): Float64Array {
  const equations = new NormalEquations(data);
  for (const row of rows) equations.add(row, 1);
  return equations.solve();
}
