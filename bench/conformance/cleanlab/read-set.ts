import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledProbabilities } from '../../../src/numerics/confident-learning/labelled-probabilities.ts';
import { pairwiseSum } from '../../../src/numerics/pairwise-sum.ts';
import { type NpyArray, readNpy } from '../../../src/records/probabilities/npy-array.ts';

/**
 * Labels and probabilities of one set of cleanlab's label-errors, as the golden outputs were made: in double
 * precision, each row divided by its sum. Undefined where a file is not there.
 */
export async function readSet(
  data: string,
  set: string,
): Promise<LabelledProbabilities | undefined> {
  const folder = join(data, 'label-errors-cleanlab');
  const paths = [
    join(folder, 'cross_validated_predicted_probabilities', `${set}_test_set_pyx.npy`),
    join(folder, 'original_test_labels', `${set}_test_set_original_labels.npy`),
  ] as const;
  if (!paths.every((path) => existsSync(path))) return undefined;
  const [probabilities, labels] = [await npyAt(paths[0]), await npyAt(paths[1])];
  const [rows = 0, classes = 0] = probabilities.shape;
  const values = Float64Array.from(probabilities.values);
  for (let at = 0; at < values.length; at += classes) {
    const sum = pairwiseSum(values, at, classes);
    for (let cell = at; cell < at + classes; cell += 1)
      values[cell] = (values[cell] as number) / sum;
  }
  return { rows, classes, values, labels: Int32Array.from(labels.values) };
}

async function npyAt(path: string): Promise<NpyArray> {
  return readNpy(await readFile(path), path);
}
