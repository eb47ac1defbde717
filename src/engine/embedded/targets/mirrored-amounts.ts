import { FAR, type MirrorCentre, type MirroredAmounts } from '../../operations/amounts.ts';
import { medianOf } from './usual-deviations.ts';

/** In usual deviations: how near the mirrored prediction, and how wide what is looked at beside it. */
const INSIDE = 2;
const BESIDE = 4;
/** A mirrored prediction this near the prediction itself cannot be told from it. */
const LEAST_APART = FAR + BESIDE;

export interface MirrorInput {
  readonly amounts: Float64Array;
  readonly predicted: Float64Array;
  /** Usual deviation for each row. */
  readonly usual: Float64Array;
  readonly records: Uint32Array;
}

/** Far amounts that lie at the mirrored prediction, and as much room beside it to compare with. */
export function mirroredAmounts(input: MirrorInput): MirroredAmounts[] {
  const { amounts, predicted, usual, records } = input;
  return centresOf(amounts).map(([centre, at]) => {
    const inside: number[] = [];
    let beside = 0;
    amounts.forEach((amount, row) => {
      const own = predicted[row] as number;
      const unit = usual[row] as number;
      const mirrored = 2 * at - own;
      const isFar = Math.abs(amount - own) >= FAR * unit;
      if (!isFar || Math.abs(mirrored - own) < LEAST_APART * unit) return;
      const apart = Math.abs(amount - mirrored) / unit;
      if (apart <= INSIDE) inside.push(records[row] as number);
      else if (apart <= BESIDE) beside += 1;
    });
    return { centre, at, positions: Uint32Array.from(inside), beside };
  });
}

function centresOf(amounts: Float64Array): [MirrorCentre, number][] {
  let [least, most, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const amount of amounts) {
    least = Math.min(least, amount);
    most = Math.max(most, amount);
    sum += amount;
  }
  return [
    ['zero', 0],
    ['middle of the range', (least + most) / 2],
    ['mean', sum / amounts.length],
    ['median', medianOf(amounts)],
  ];
}
