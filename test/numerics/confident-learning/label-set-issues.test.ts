import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  type LabelSets,
  labelSetIssues,
  labelSetQuality,
} from '../../../src/numerics/confident-learning/label-set-issues.ts';

/** Made by cleanlab 2.9.0: `issues` by row, the classes that are wrong. */
interface Golden {
  readonly labels: readonly (readonly number[])[];
  readonly probabilities: readonly (readonly number[])[];
  readonly issues: readonly (readonly number[])[];
  readonly quality: readonly number[];
}

describe('labels of records that have several', () => {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, 'label-sets.json'), 'utf8'),
  ) as Golden;
  const [rows, classes] = [golden.labels.length, 3];
  const sets: LabelSets = {
    rows,
    classes,
    values: Float64Array.from(golden.probabilities.flat()),
    given: Uint8Array.from(
      golden.labels.flatMap((own) => [0, 1, 2].map((label) => (own.includes(label) ? 1 : 0))),
    ),
  };

  it('are wrong where cleanlab finds them so', () => {
    const found = labelSetIssues(sets);
    assert.equal(found.length, classes);
    found.forEach((wrong, label) => {
      const expected = golden.issues.flatMap((own, row) => (own.includes(label) ? [row] : []));
      assert.deepEqual([...wrong], expected, `class ${label}`);
    });
    assert.ok(found.some((wrong) => wrong.length > 0));
  });

  it('fit as well as cleanlab says', () => {
    labelSetQuality(sets).forEach((quality, row) => {
      assert.ok(Math.abs(quality - (golden.quality[row] as number)) < 1e-6);
    });
  });
});
