import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fixedPruneCounts,
  pruneCounts,
} from '../../../src/numerics/confident-learning/prune-counts.ts';

const JOINT = Int32Array.of(325, 16, 22, 47, 178, 10, 36, 8, 159);

describe('pruneCounts', () => {
  it('is the joint where nothing limits it', () => {
    assert.deepEqual(pruneCounts(JOINT), JOINT);
    assert.deepEqual(pruneCounts(JOINT, { minimumPerClass: 5 }), JOINT);
  });

  it('takes evenly from the errors what a class needs to keep, as cleanlab does', () => {
    const kept = pruneCounts(JOINT, { minimumPerClass: 200 });
    assert.deepEqual([...kept], [325, 16, 22, 36, 200, 0, 15, 0, 200]);
  });

  it('prunes a share of the errors, as cleanlab does', () => {
    const half = pruneCounts(JOINT, { noiseShare: 0.5 });
    assert.deepEqual([...half], [344, 8, 11, 23, 206, 5, 18, 4, 181]);
    const both = pruneCounts(JOINT, { noiseShare: 0.3, minimumPerClass: 200 });
    assert.deepEqual([...both], [351, 4, 6, 10, 225, 0, 4, 0, 210]);
  });

  it('does not change the joint it is given', () => {
    const joint = JOINT.slice();
    pruneCounts(joint, { noiseShare: 0, minimumPerClass: 300 });
    assert.deepEqual(joint, JOINT);
  });
});

describe('fixedPruneCounts', () => {
  it('leaves what is not to be removed on the diagonal', () => {
    const fixed = fixedPruneCounts(JOINT, [5, 0, 7], [363, 235, 203]);
    assert.deepEqual([fixed[0], fixed[4], fixed[8]], [358, 235, 196]);
  });

  it('prunes nothing where no class has errors', () => {
    const fixed = fixedPruneCounts(Int32Array.of(4, 0, 0, 6), [1, 1], [4, 6]);
    assert.deepEqual([fixed[1], fixed[2]], [0, 0]);
  });
});
