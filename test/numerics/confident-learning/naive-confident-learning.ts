import { seededRandom } from '../../../src/numerics/seeded-random.ts';

/** Confident learning word for word, on rows of plain numbers, for data without ties. */
export interface NaiveData {
  readonly probabilities: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly classes: number;
}

/** Rows of a model that is right more often than not; about a fifth of the labels are wrong. */
export function makeData(seed: number, rows: number, classes: number): NaiveData {
  const random = seededRandom(seed);
  const draw = (): number => Math.floor(random() * classes);
  const labels: number[] = [];
  const probabilities = Array.from({ length: rows }, () => {
    const truth = draw();
    labels.push(random() < 0.2 ? draw() : truth);
    const weights = Array.from({ length: classes }, (_, label) => {
      const lead = label === truth ? 2 * random() : 0;
      return random() ** 3 + lead;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
  return { probabilities, labels, classes };
}

export function naiveThresholds({ probabilities, labels, classes }: NaiveData): number[] {
  return Array.from({ length: classes }, (_, label) => {
    const own = probabilities.flatMap((row, at) => (labels[at] === label ? [row[label] ?? 0] : []));
    if (own.length === 0) return 2;
    return Math.max(2 * TOLERANCE, own.reduce((sum, value) => sum + value, 0) / own.length);
  });
}

/** What cleanlab lets comparisons miss by; no threshold is below twice as much. */
const TOLERANCE = 1e-6;

/** The class that a row is confident of, or undefined. */
export function naiveGuess(
  row: readonly number[],
  thresholds: readonly number[],
): number | undefined {
  const confident = row.flatMap((value, at) =>
    value >= (thresholds[at] ?? 2) - TOLERANCE ? [at] : [],
  );
  return confident.length > 1 ? likeliest(row) : confident[0];
}

export function naiveJoint(data: NaiveData): number[] {
  const { probabilities, labels, classes } = data;
  const thresholds = naiveThresholds(data);
  const joint = new Array<number>(classes * classes).fill(0);
  probabilities.forEach((row, at) => {
    const guess = naiveGuess(row, thresholds);
    if (guess === undefined) return;
    const cell = (labels[at] ?? 0) * classes + guess;
    joint[cell] = (joint[cell] ?? 0) + 1;
  });
  return joint.map((count, cell) => (cell % (classes + 1) === 0 ? Math.max(1, count) : count));
}

export function likeliest(row: readonly number[]): number {
  return row.indexOf(Math.max(...row));
}

/** Rows of each class with least self-confidence, `size − counts[k][k]` of them. */
export function naivePruneByClass(data: NaiveData, counts: ArrayLike<number>): number[] {
  return perClass(data, (rows, given) => {
    const errors = rows.length - (counts[given * data.classes + given] ?? 0);
    return lowest(rows, errors, (row) => data.probabilities[row]?.[given] ?? 0);
  });
}

/** Rows of each pair of classes that lead most for the other, `counts[k][j]` of them. */
export function naivePruneByNoiseRate(data: NaiveData, counts: ArrayLike<number>): number[] {
  return perClass(data, (rows, given) =>
    Array.from({ length: data.classes }, (_, other) => other)
      .filter((other) => other !== given)
      .flatMap((other) => {
        const margin = (row: number): number =>
          (data.probabilities[row]?.[given] ?? 0) - (data.probabilities[row]?.[other] ?? 0);
        return lowest(rows, counts[given * data.classes + other] ?? 0, margin);
      }),
  );
}

function perClass(data: NaiveData, prune: (rows: number[], given: number) => number[]): number[] {
  const pruned = Array.from({ length: data.classes }, (_, given) => {
    const rows = data.labels.flatMap((label, row) => (label === given ? [row] : []));
    return rows.length > 1 ? prune(rows, given) : [];
  });
  return [...new Set(pruned.flat())]
    .filter((row) => likeliest(data.probabilities[row] ?? []) !== data.labels[row])
    .sort((one, other) => one - other);
}

function lowest(rows: readonly number[], count: number, key: (row: number) => number): number[] {
  return rows.toSorted((one, other) => key(one) - key(other)).slice(0, count);
}
