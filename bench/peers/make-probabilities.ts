import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import type { FloatArray } from '../../src/numerics/float-array.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';

export interface ProbabilityShape {
  readonly rows: number;
  readonly classes: number;
  readonly precision: 'single' | 'double';
}

/** One label in ten is drawn anew. */
const NOISE = 0.1;
const ROWS_AT_A_TIME = 1000;

/**
 * Writes probabilities of a model that is usually right, and labels that are usually right, as NumPy
 * arrays. Same seed, same bytes.
 */
export function makeProbabilities(
  shape: ProbabilityShape,
  paths: { readonly probabilities: string; readonly labels: string },
  seed: number,
): void {
  const { rows, classes, precision } = shape;
  const random = seededRandom(seed);
  const labels = new Int32Array(rows);
  const file = openSync(paths.probabilities, 'w');
  writeSync(file, npyHeader(precision === 'single' ? '<f4' : '<f8', [rows, classes]));
  const lead = Math.log(classes) + 2;
  for (let first = 0; first < rows; first += ROWS_AT_A_TIME) {
    const count = Math.min(ROWS_AT_A_TIME, rows - first);
    const values = new (precision === 'single' ? Float32Array : Float64Array)(count * classes);
    for (let row = 0; row < count; row += 1) {
      const truth = Math.floor(random() * classes);
      labels[first + row] = random() < NOISE ? Math.floor(random() * classes) : truth;
      fillRow(values.subarray(row * classes, (row + 1) * classes), random, { truth, lead });
    }
    writeSync(file, values);
  }
  closeSync(file);
  writeFileSync(
    paths.labels,
    Buffer.concat([npyHeader('<i4', [rows]), Buffer.from(labels.buffer)]),
  );
}

/** The softmax of noise, with a lead of random size for the true class. */
function fillRow(
  row: FloatArray,
  random: () => number,
  { truth, lead }: { readonly truth: number; readonly lead: number },
): void {
  const weights = Float64Array.from(row, (_, label) => {
    const noise = 3 * (random() + random() - 1);
    return Math.exp(noise + (label === truth ? lead * (0.4 + random()) : 0));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let label = 0; label < row.length; label += 1)
    row[label] = (weights[label] as number) / total;
}

/** NumPy's own layout: the numbers begin at a multiple of 64 bytes. */
function npyHeader(descr: string, shape: readonly number[]): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const start = Buffer.from('\x93NUMPY\x01\x00v\x00', 'latin1');
  return Buffer.concat([start, Buffer.from(`${text.padEnd(117)}\n`, 'latin1')]);
}
