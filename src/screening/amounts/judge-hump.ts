import {
  type AmountJudgement,
  deviationAt,
  deviationBin,
  FAR,
} from '../../engine/operations/amounts.ts';
import { findHump } from '../../numerics/hump.ts';

/** Stretches whose far end lies a fifth to four times farther out than their near one. */
const WIDTHS = [2, 4, 8, 16];
const LEVEL = 1e-6;
const LEAST_RECORDS = 20;
/** So many times what lies in the equal stretch nearer to the prediction. */
const LEAST_RATIO = 3;

/** Amounts far on one side of their predictions, more than lie nearer. */
export interface SecondHump {
  readonly side: 'above' | 'below';
  /** In usual deviations. */
  readonly from: number;
  readonly to: number;
  readonly inside: number;
  readonly before: number;
  readonly pValue: number;
  readonly qValue: number;
  readonly tried: number;
  /** Records that lie as far or farther on this side. Ascending. */
  readonly positions: Uint32Array;
}

/**
 * Humps in the tails of the deviations. One population thins out; amounts that were put in by someone gather far from
 * what their records predict.
 */
export function secondHumps(judgement: AmountJudgement): SecondHump[] {
  const { spread, positions, deviations } = judgement;
  return (['above', 'below'] as const).flatMap((side): SecondHump[] => {
    const { hump, tried } = findHump(spread[side], deviationBin(FAR), WIDTHS);
    if (hump === null) return [];
    const { inside, before, logP } = hump;
    const qValue = Math.min(1, Math.exp(logP) * 2 * tried);
    if (qValue > LEVEL || inside < LEAST_RECORDS || inside < LEAST_RATIO * before) return [];
    const from = deviationAt(hump.from);
    const sign = side === 'above' ? 1 : -1;
    return [
      {
        side,
        from,
        to: deviationAt(hump.to),
        inside,
        before,
        pValue: Math.exp(logP),
        qValue,
        tried: 2 * tried,
        positions: positions.filter((_, at) => sign * (deviations[at] as number) >= from),
      },
    ];
  });
}
