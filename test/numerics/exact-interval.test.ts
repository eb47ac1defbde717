import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exactInterval } from '../../src/numerics/exact-interval.ts';

describe('exact interval of a share', () => {
  it('has its closed form where all succeed or none', () => {
    for (const trials of [1, 5, 40, 1000]) {
      const edge = 1 - 0.025 ** (1 / trials);
      const [low, high] = exactInterval(0, trials);
      assert.ok(low === 0 && Math.abs(high - edge) < 1e-10);
      const [other, one] = exactInterval(trials, trials);
      assert.ok(one === 1 && Math.abs(other - (1 - edge)) < 1e-10);
    }
  });

  it('agrees with published values', () => {
    // R: binom.test(7, 20)$conf.int, binom.test(3, 100)$conf.int
    const cases = [
      [7, 20, 0.1539092, 0.5921885],
      [3, 100, 0.006229972, 0.08517605],
    ] as const;
    for (const [successes, trials, low, high] of cases) {
      const found = exactInterval(successes, trials);
      assert.ok(Math.abs(found[0] - low) < 1e-6 && Math.abs(found[1] - high) < 1e-6, `${found}`);
    }
  });

  it('holds the share, and mirrors', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 300 }), (some, trials) => {
        const successes = Math.min(some, trials);
        const [low, high] = exactInterval(successes, trials);
        const [mirrored] = exactInterval(trials - successes, trials);
        assert.ok(low <= successes / trials && successes / trials <= high);
        assert.ok(Math.abs(1 - high - mirrored) < 1e-9);
      }),
    );
  });

  it('refuses what is no share', () => {
    assert.throws(() => exactInterval(1, 0), RangeError);
    assert.throws(() => exactInterval(3, 2), RangeError);
  });
});
