import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normalUpperTail } from '../../src/numerics/normal-tail.ts';

/** Abramowitz and Stegun, tables 26.1 and 26.2, and values to many digits from arbitrary precision. */
const KNOWN: readonly (readonly [number, number])[] = [
  [0, 0.5],
  [0.5, 0.30853753872598694],
  [1, 0.15865525393145705],
  [1.959963984540054, 0.025],
  [2.5, 0.006209665325776132],
  [3, 0.0013498980316300946],
  [5, 2.866515718791939e-7],
  [10, 7.619853024160527e-24],
  [20, 2.7536241186062337e-89],
  [35, 1.124910706472406e-268],
];

describe('normalUpperTail', () => {
  for (const [z, expected] of KNOWN) {
    it(`is ${expected} beyond ${z}`, () => {
      assert.ok(Math.abs(normalUpperTail(z) / expected - 1) < 1e-10, String(normalUpperTail(z)));
    });
  }

  it('is symmetric, falls everywhere, and has no step where the method changes', () => {
    let last = 1;
    for (let z = -8; z <= 8; z += 1 / 64) {
      const tail = normalUpperTail(z);
      assert.ok(tail < last || z < -7, `does not fall at ${z}`);
      assert.ok(Math.abs(tail + normalUpperTail(-z) - 1) < 1e-12);
      last = tail;
    }
    assert.ok(Math.abs(normalUpperTail(3 - 1e-12) / normalUpperTail(3) - 1) < 1e-10);
  });
});
