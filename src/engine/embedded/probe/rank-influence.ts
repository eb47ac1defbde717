import { gini } from '../../../numerics/gini.ts';
import type { PlaceInfluence, SliceInfluence } from '../../operations/influence.ts';
import type { SliceRows } from './influence-slices.ts';

const MOST_NAMED = 20;
/** Slices with fewer records to compare on say nothing. */
const LEAST_RECORDS = 20;

export interface RankInput {
  readonly slices: readonly SliceRows[];
  /** Rows that outputs were compared on. */
  readonly compared: Uint32Array;
  /** By place: how far each of these moved, NaN where it is the place's own. */
  readonly moves: readonly Float64Array[];
  readonly values: readonly string[];
  readonly sizes: readonly number[];
}

/** Sums moves up by slice: who has which part of all influence there, and how unequal that is. */
export function rankInfluence(input: RankInput): SliceInfluence[] {
  const { slices, compared, moves, values, sizes } = input;
  return slices.flatMap(({ slice, has }): SliceInfluence[] => {
    const inside = [...compared.keys()].filter((at) => has(compared[at] as number));
    if (inside.length < LEAST_RECORDS) return [];
    const means = moves.map((moved) => meanOfOthers(moved, inside));
    const all = means.reduce((sum, mean) => sum + mean, 0);
    const first = [...means.keys()]
      .sort((a, b) => (means[b] as number) - (means[a] as number) || a - b)
      .slice(0, MOST_NAMED)
      .map(
        (place): PlaceInfluence => ({
          value: values[place] as string,
          records: sizes[place] as number,
          move: means[place] as number,
          share: all > 0 ? (means[place] as number) / all : 0,
        }),
      );
    return [{ slice, records: inside.length, gini: gini(means), first }];
  });
}

function meanOfOthers(moved: Float64Array, inside: readonly number[]): number {
  let [sum, others] = [0, 0];
  for (const at of inside) {
    const move = moved[at] as number;
    if (Number.isNaN(move)) continue;
    sum += move;
    others += 1;
  }
  return others === 0 ? 0 : sum / others;
}
