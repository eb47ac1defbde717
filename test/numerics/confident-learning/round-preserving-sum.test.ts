import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  roundHalfEven,
  roundPreservingSum,
} from '../../../src/numerics/confident-learning/round-preserving-sum.ts';

describe('roundHalfEven', () => {
  it('takes halves to the even neighbour', () => {
    const halves = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5];
    assert.deepEqual(
      halves.map((half) => roundHalfEven(half) + 0),
      [-2, -2, 0, 0, 2, 2],
    );
    assert.deepEqual([1.49, 1.51, -1.49, 7].map(roundHalfEven), [1, 2, -1, 7]);
  });
});

describe('roundPreservingSum', () => {
  const cases: [values: number[], rounded: number[]][] = [
    [
      [0.5, 1.5, 2.5],
      [0, 2, 2],
    ],
    [
      [1.4, 1.4, 1.4],
      [1, 1, 2],
    ],
    [
      [1.6, 1.6, 1.6],
      [1, 2, 2],
    ],
    [
      [0.2, 0.2, 0.2, 0.2, 0.2],
      [0, 0, 0, 0, 1],
    ],
    [
      [45.45, 1.515, 1.515, 1.515],
      [45, 1, 2, 2],
    ],
    [[], []],
  ];
  for (const [values, rounded] of cases) {
    it(`rounds ${JSON.stringify(values)} as cleanlab does`, () => {
      assert.deepEqual([...roundPreservingSum(Float64Array.from(values))], rounded);
    });
  }

  it('keeps the rounded sum, and moves nothing by one or more', () => {
    const number = fc.double({ min: 0, max: 1000, noNaN: true });
    const property = fc.property(fc.array(number, { maxLength: 60 }), (list) => {
      const values = Float64Array.from(list);
      const rounded = roundPreservingSum(values);
      const sum = (numbers: Float64Array): number => numbers.reduce((total, one) => total + one, 0);
      assert.ok(Math.abs(sum(rounded) - sum(values)) <= 0.5 + 1e-6);
      rounded.forEach((integer, at) => {
        assert.ok(Number.isInteger(integer));
        assert.ok(Math.abs(integer - (values[at] as number)) < 1 + 1e-9);
      });
    });
    fc.assert(property);
  });
});
