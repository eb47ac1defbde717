import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { negativeBinomialTail } from '../../src/numerics/negative-binomial-tail.ts';

describe('the upper tail of a negative binomial count', () => {
  it('is exact where it has a closed form', () => {
    // With dispersion 1 it is geometric: P(X ≥ n) = (μ / (1 + μ))ⁿ.
    for (const mean of [0.2, 3, 40])
      for (const observed of [1, 7, 200])
        assertClose(
          negativeBinomialTail({ mean, dispersion: 1 }, observed),
          observed * Math.log(mean / (1 + mean)),
        );
    assertClose(negativeBinomialTail({ mean: 2, dispersion: 0 }, 1), Math.log1p(-Math.exp(-2)));
    assertClose(
      negativeBinomialTail({ mean: 1e-3, dispersion: 0 }, 1),
      Math.log(-Math.expm1(-1e-3)),
    );
  });

  it('is 1 from nothing on, and 0 where nothing is ever counted', () => {
    assert.equal(negativeBinomialTail({ mean: 3, dispersion: 0.5 }, 0), 0);
    assert.equal(negativeBinomialTail({ mean: 0, dispersion: 0.5 }, 1), Number.NEGATIVE_INFINITY);
  });

  it('falls with what is counted, and rises with the mean', () => {
    const positive = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.integer({ min: 1, max: 300 }),
        (mean, dispersion, observed) => {
          const tail = negativeBinomialTail({ mean, dispersion }, observed);
          assert.ok(negativeBinomialTail({ mean, dispersion }, observed + 1) <= tail);
          assert.ok(
            negativeBinomialTail({ mean: 1.1 * mean, dispersion }, observed) >= tail - 1e-9,
          );
        },
      ),
    );
  });
});

function assertClose(one: number, other: number): void {
  assert.ok(Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other)), `${one} ${other}`);
}
