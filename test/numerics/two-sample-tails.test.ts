import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chiSquareTail } from '../../src/numerics/chi-square-tail.ts';
import { kolmogorovTail } from '../../src/numerics/kolmogorov-tail.ts';
import { normalUpperTail } from '../../src/numerics/normal-tail.ts';

/** Rows of published tables: x, degrees of freedom, P(X > x). */
const TABLE = [
  [3.841458820694124, 1, 0.05],
  [5.991464547107979, 2, 0.05],
  [18.307038053275146, 10, 0.05],
  [6.634896601021214, 1, 0.01],
  [124.34211340400407, 100, 0.05],
  [29.58829844507442, 10, 0.001],
] as const;

describe('the tail of chi-square', () => {
  for (const [x, freedom, tail] of TABLE) {
    it(`is ${tail} above ${x.toFixed(3)} with ${freedom} degrees of freedom`, () => {
      assert.ok(Math.abs(chiSquareTail(x, freedom) - tail) < 1e-9);
    });
  }

  it('is e to the half of x with two degrees, and twice the normal tail with one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 300, noNaN: true }), (x) => {
        const two = Math.exp(-x / 2);
        assert.ok(Math.abs(chiSquareTail(x, 2) - two) <= 1e-10 * two + 1e-12);
        const one = 2 * normalUpperTail(Math.sqrt(x));
        assert.ok(Math.abs(chiSquareTail(x, 1) - one) <= 1e-8 * one + 1e-11);
      }),
    );
  });

  it('refuses what is no statistic', () => {
    assert.throws(() => chiSquareTail(-1, 1), RangeError);
    assert.throws(() => chiSquareTail(Number.NaN, 1), RangeError);
    assert.throws(() => chiSquareTail(1, 0), RangeError);
  });
});

describe("the tail of Kolmogorov's statistic", () => {
  it('meets the critical values of large samples', () => {
    for (const [factor, tail] of [
      [1.3581, 0.05],
      [1.6276, 0.01],
      [1.9495, 0.001],
    ] as const) {
      const d = factor / Math.sqrt(500_000);
      assert.ok(Math.abs(kolmogorovTail(d, 1_000_000, 1_000_000) - tail) < 0.01 * tail);
    }
  });

  it('falls with the distance, from 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (d) => {
        const tail = kolmogorovTail(d, 300, 500);
        assert.ok(tail >= 0 && tail <= 1);
        assert.ok(tail <= kolmogorovTail(0.9 * d, 300, 500) + 1e-12);
      }),
    );
  });
});
