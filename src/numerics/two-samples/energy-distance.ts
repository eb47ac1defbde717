import { seededRandom, shuffle } from '../seeded-random.ts';
import type { SparseSamples } from './sparse-samples.ts';

export interface EnergyTest {
  /** The energy distance over twice the mean distance between the samples: 0 alike, 1 apart. */
  readonly coefficient: number;
  /** Share of the shuffled samples that lie as far apart, the observed one counted in. */
  readonly pValue: number;
  readonly rounds: number;
}

const DIMENSIONS = 64;

/**
 * The energy test of two samples (Székely and Rizzo 2004), on rows of length 1 that are hashed into 64
 * dimensions with signs (Weinberger et al. 2009). Null: both are drawn from one distribution;
 * `rounds` permutations.
 */
export function energyTest(samples: SparseSamples, rounds: number): EnergyTest {
  const { second } = samples;
  const distances = distancesBetween(sketched(samples));
  const observed = energyOf(distances, second);
  const random = seededRandom(0xe4e5);
  let reached = 0;
  for (let round = 0; round < rounds; round += 1) {
    const order = Uint32Array.from(second);
    shuffle(order, random);
    if (energyOf(distances, Uint8Array.from(order)).distance >= observed.distance) reached += 1;
  }
  return {
    coefficient: observed.between === 0 ? 0 : observed.distance / (2 * observed.between),
    pValue: (1 + reached) / (1 + rounds),
    rounds,
  };
}

function sketched({ rows }: SparseSamples): Float64Array[] {
  return rows.map((row) => {
    const values = new Float64Array(DIMENSIONS);
    for (const feature of row) {
      const hash = mixed(feature);
      const place = hash % DIMENSIONS;
      values[place] = (values[place] as number) + (hash >>> 31 === 0 ? 1 : -1);
    }
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    return length === 0 ? values : values.map((value) => value / length);
  });
}

function mixed(feature: number): number {
  let hash = Math.imul(feature + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Distances of all pairs, row after row, half of the square. */
function distancesBetween(rows: readonly Float64Array[]): Float64Array {
  const distances = new Float64Array((rows.length * (rows.length - 1)) / 2);
  let place = 0;
  rows.forEach((first, at) => {
    for (let other = at + 1; other < rows.length; other += 1) {
      const second = rows[other] as Float64Array;
      let squares = 0;
      for (let dimension = 0; dimension < DIMENSIONS; dimension += 1)
        squares += ((first[dimension] as number) - (second[dimension] as number)) ** 2;
      distances[place++] = Math.sqrt(squares);
    }
  });
  return distances;
}

function energyOf(
  distances: Float64Array,
  second: Uint8Array,
): { readonly distance: number; readonly between: number } {
  const sums: [number, number, number] = [0, 0, 0];
  let place = 0;
  for (let at = 0; at < second.length; at += 1)
    for (let other = at + 1; other < second.length; other += 1) {
      const kind = ((second[at] as number) + (second[other] as number)) as 0 | 1 | 2;
      sums[kind] += distances[place++] as number;
    }
  const seconds = second.reduce((sum, one) => sum + one, 0);
  const firsts = second.length - seconds;
  const between = sums[1] / Math.max(1, firsts * seconds);
  // Every row's distance to itself, which is none, counts in: so the distance is never negative.
  const within =
    (2 * sums[0]) / Math.max(1, firsts ** 2) + (2 * sums[2]) / Math.max(1, seconds ** 2);
  return { distance: 2 * between - within, between };
}
