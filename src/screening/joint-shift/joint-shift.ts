import { upperTail } from '../../numerics/binomial-tail.ts';
import { classifierTest } from '../../numerics/two-samples/classifier-test.ts';
import { type EnergyTest, energyTest } from '../../numerics/two-samples/energy-distance.ts';
import type { JoinedSamples } from './joined-samples.ts';

/** How far two samples can be told apart by all that their records hold together. */
export interface JointShift {
  /** Rows of both samples together. */
  readonly rows: number;
  /** Share of the rows whose sample a model tells that has not seen them; a half where they are alike. */
  readonly accuracy: number;
  readonly pValue: number;
  readonly shuffled: { readonly rounds: number; readonly reached: number };
  readonly energy: EnergyTest;
  /** What moved most, in words, with its share before and after. */
  readonly moved: readonly MovedFeature[];
  /** Where the samples are told apart better than elsewhere; the strongest. */
  readonly slice: ShiftedSlice | null;
}

export interface MovedFeature {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

export interface ShiftedSlice {
  readonly column: string;
  readonly value: string;
  readonly accuracy: number;
  /** Of all other rows. */
  readonly elsewhere: number;
  /** Corrected for all slices. */
  readonly qValue: number;
}

export interface JointShiftOptions {
  /** Permutations of the classifier test and of the energy test. */
  readonly rounds: number;
  readonly energyRounds: number;
}

const ENERGY_ROWS = 500;
const MOST_MOVED = 3;
const LEAST_SLICE = 40;
const SLICE_LEVEL = 0.001;

/** Null: both samples are drawn from one distribution. `null` where there are too few rows to say. */
export function jointShift(
  joined: JoinedSamples,
  { rounds, energyRounds }: JointShiftOptions,
): JointShift | null {
  if (joined.rows.length < 2 * LEAST_SLICE || joined.features === 0) return null;
  const { accuracy, right, pValue, shuffled } = classifierTest(joined, {
    folds: joined.folds,
    rounds,
  });
  return {
    rows: joined.rows.length,
    accuracy,
    pValue,
    shuffled,
    energy: energyTest(thinned(joined), energyRounds),
    moved: mostMoved(joined),
    slice: strongestSlice(joined, right),
  };
}

/** As many rows of either sample as the energy test takes. */
function thinned({ rows, features, second }: JoinedSamples): JoinedSamplesPart {
  const step = Math.max(1, Math.ceil(rows.length / ENERGY_ROWS));
  const half = rows.length / 2;
  const kept = [...rows.keys()].filter((row) => (row < half ? row : row - half) % step === 0);
  return {
    rows: kept.map((row) => rows[row] as Uint32Array),
    features,
    second: Uint8Array.from(kept, (row) => second[row] as number),
  };
}

type JoinedSamplesPart = Pick<JoinedSamples, 'rows' | 'features' | 'second'>;

function mostMoved({ rows, features, second, names }: JoinedSamples): MovedFeature[] {
  const counts = [new Float64Array(features), new Float64Array(features)] as const;
  rows.forEach((row, at) => {
    const own = counts[second[at] as 0 | 1];
    for (const feature of row) own[feature] = (own[feature] as number) + 1;
  });
  const size = rows.length / 2;
  const deviation = (feature: number): number => {
    const [before, after] = [counts[0][feature] as number, counts[1][feature] as number];
    const share = (before + after) / (2 * size);
    return Math.abs(after - before) / Math.sqrt(Math.max(1e-9, 2 * size * share * (1 - share)));
  };
  return [...names.keys()]
    .sort((a, b) => deviation(b) - deviation(a) || a - b)
    .slice(0, MOST_MOVED)
    .map((feature) => ({
      name: names[feature] as string,
      before: (counts[0][feature] as number) / size,
      after: (counts[1][feature] as number) / size,
    }));
}

/** Null: the rows of a slice are told apart as often as all others. */
function strongestSlice({ places, rows }: JoinedSamples, right: Uint8Array): ShiftedSlice | null {
  const all = right.reduce((sum, one) => sum + one, 0);
  const slices = places.flatMap(({ column, values }) =>
    [...Map.groupBy(values.keys(), (row) => values[row] ?? null)].flatMap(([value, of]) => {
      const others = rows.length - of.length;
      if (value === null || of.length < LEAST_SLICE || others < LEAST_SLICE) return [];
      const own = of.reduce((sum, row) => sum + (right[row] as number), 0);
      return [{ column, value, own, of: of.length, elsewhere: (all - own + 1) / (others + 2) }];
    }),
  );
  const judged = slices.map(({ column, value, own, of, elsewhere }): ShiftedSlice => {
    const tail = upperTail({ counts: [of], logits: [Math.log(elsewhere / (1 - elsewhere))] }, own);
    const logP = own <= of * elsewhere ? 0 : tail.logProbability();
    const qValue = Math.min(1, Math.exp(logP) * slices.length);
    return { column, value, accuracy: own / of, elsewhere, qValue };
  });
  const [first] = judged.sort((a, b) => a.qValue - b.qValue || b.accuracy - a.accuracy);
  return first === undefined || first.qValue > SLICE_LEVEL ? null : first;
}
