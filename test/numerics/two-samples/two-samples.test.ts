import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import { classifierTest } from '../../../src/numerics/two-samples/classifier-test.ts';
import { energyTest } from '../../../src/numerics/two-samples/energy-distance.ts';
import type { SparseSamples } from '../../../src/numerics/two-samples/sparse-samples.ts';

const FEATURES = 40;

/** Two samples of rows with six features each; `moved` of the second's come from a narrower range. */
function samplesOf({
  seed,
  size,
  moved,
}: Record<'seed' | 'size' | 'moved', number>): SparseSamples {
  const random = seededRandom(seed);
  const rowOf = (within: number): Uint32Array =>
    Uint32Array.from(new Set(Array.from({ length: 6 }, () => Math.floor(random() * within))));
  const second = Uint8Array.from({ length: 2 * size }, (_, row) => (row < size ? 0 : 1));
  const rows = Array.from(second, (one) => rowOf(one === 1 && random() < moved ? 20 : FEATURES));
  return { rows, features: FEATURES, second };
}

function foldsOf({ rows }: SparseSamples): Uint8Array {
  return Uint8Array.from(rows.keys(), (row) => row % 4);
}

function tested(samples: SparseSamples, rounds = 9): ReturnType<typeof classifierTest> {
  return classifierTest(samples, { folds: foldsOf(samples), rounds });
}

describe('classifier two-sample test', () => {
  it('tells samples apart that differ, and names the rows that it told right', () => {
    const { accuracy, pValue, right, shuffled } = tested(
      samplesOf({ seed: 1, size: 400, moved: 1 }),
    );
    assert.ok(accuracy > 0.7 && pValue < 1e-10, `${accuracy}`);
    assert.equal(
      right.reduce((sum, one) => sum + one, 0),
      Math.round(accuracy * 800),
    );
    assert.deepEqual(shuffled, { rounds: 9, reached: 0 });
  });

  it('is at chance where samples are drawn alike, in most of 40 draws', () => {
    const low = Array.from({ length: 40 }, (_, seed) =>
      tested(samplesOf({ seed, size: 150, moved: 0 }), 0),
    ).filter(({ pValue }) => pValue < 0.05);
    assert.ok(low.length <= 4, `${low.length} of 40`);
  });

  it('needs samples of one size', () => {
    const { rows, features } = samplesOf({ seed: 1, size: 10, moved: 0 });
    assert.throws(() => tested({ rows, features, second: new Uint8Array(20) }), RangeError);
  });
});

describe('energy test', () => {
  it('agrees with its definition', () => {
    // Rows with one feature each lie at one of two points, which are apart by √2.
    const rows = [0, 0, 1, 1, 1, 1].map((feature) => Uint32Array.of(feature));
    const second = Uint8Array.of(0, 0, 0, 1, 1, 1);
    const { coefficient } = energyTest({ rows, features: 2, second }, 0);
    const between = (6 * Math.SQRT2) / 9;
    const within = (4 * Math.SQRT2) / 9;
    assert.ok(Math.abs(coefficient - (2 * between - within) / (2 * between)) < 1e-12);
  });

  it('sees samples that differ, and none where they are drawn alike', () => {
    const moved = energyTest(samplesOf({ seed: 3, size: 150, moved: 1 }), 99);
    assert.ok(moved.coefficient > 0.01 && moved.pValue === 0.01);
    const low = Array.from({ length: 40 }, (_, seed) =>
      energyTest(samplesOf({ seed: 100 + seed, size: 60, moved: 0 }), 39),
    ).filter(({ pValue }) => pValue <= 0.05);
    assert.ok(low.length <= 6, `${low.length} of 40`);
  });
});
