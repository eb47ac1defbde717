import type { WeightedRows } from './weighted-rows.ts';

const SEEDS = 4;
const ROUNDS = 8;
const SMALLEST = 10;

/**
 * Rows parted by how they are written (spherical k-means, Dhillon & Modha 2001), away from what is usual
 * among `all`: a planted style is one of several ways in which records of a label are written, and the
 * commonest of them is seldom it. Begins with rows that are far from each other, so that it is always
 * the same.
 */
export function styleSeeds(
  rows: WeightedRows,
  members: Uint32Array,
  all: Uint32Array,
): Uint32Array[] {
  if (members.length < SMALLEST) return [];
  const usual = meanOf(rows, all);
  const centreOf = (part: Uint32Array): Centre => awayFrom(meanOf(rows, part), usual);
  let centres = farApart(rows, members, centreOf);
  let parts: Uint32Array[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const nearest = members.map((row) => nearestOf(rows, row, centres).centre);
    parts = centres
      .map((_, centre) => members.filter((_row, at) => nearest[at] === centre))
      .filter((part) => part.length >= SMALLEST);
    centres = parts.map(centreOf);
  }
  return parts;
}

interface Centre {
  /** Of length 1. */
  readonly direction: Float32Array;
  /** Where on it the usual lies. */
  readonly usual: number;
}

function meanOf(
  { starts, features, values, norms }: WeightedRows,
  part: Uint32Array,
): Float32Array {
  const mean = new Float32Array(values.length);
  for (const row of part) {
    const share = (norms[row] as number) / part.length;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const feature = features[at] as number;
      mean[feature] = (mean[feature] as number) + share * (values[feature] as number);
    }
  }
  return mean;
}

function awayFrom(mean: Float32Array, usual: Float32Array): Centre {
  const difference = mean.map((value, feature) => value - (usual[feature] as number));
  const length = Math.sqrt(difference.reduce((sum, value) => sum + value * value, 0));
  const direction = difference.map((value) => (length === 0 ? 0 : value / length));
  return {
    direction,
    usual: direction.reduce((sum, value, feature) => sum + value * (usual[feature] as number), 0),
  };
}

/** Each centre begins at the row that is least like those before it. */
function farApart(
  rows: WeightedRows,
  members: Uint32Array,
  centreOf: (part: Uint32Array) => Centre,
): Centre[] {
  const centres = [centreOf(members.subarray(0, 1))];
  while (centres.length < SEEDS) {
    let [farthest, least] = [members[0] as number, Number.POSITIVE_INFINITY];
    for (const row of members) {
      const { likeness } = nearestOf(rows, row, centres);
      if (likeness < least) [farthest, least] = [row, likeness];
    }
    centres.push(centreOf(Uint32Array.of(farthest)));
  }
  return centres;
}

function nearestOf(
  { starts, features, values, norms }: WeightedRows,
  row: number,
  centres: readonly Centre[],
): { centre: number; likeness: number } {
  let [centre, likeness] = [0, Number.NEGATIVE_INFINITY];
  centres.forEach(({ direction, usual }, index) => {
    let sum = 0;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const feature = features[at] as number;
      sum += (values[feature] as number) * (direction[feature] as number);
    }
    const here = (norms[row] as number) * sum - usual;
    if (here > likeness) [centre, likeness] = [index, here];
  });
  return { centre, likeness };
}
