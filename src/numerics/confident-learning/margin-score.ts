import type { FloatArray } from '../float-array.ts';
import { roundedTo } from '../float-array.ts';

/** `normalized_margin`: (confidence − rival + 1) / 2, every step in the precision of the values. */
export function marginScore(values: FloatArray, confidence: number, rival: number): number {
  return roundedTo(values, roundedTo(values, confidence - rival) + 1) / 2;
}
