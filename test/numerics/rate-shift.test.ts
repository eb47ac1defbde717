import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Rate, rateShift } from '../../src/numerics/rate-shift.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';

const rate = (successes: number, trials: number): Rate => ({ successes, trials });

describe('shift of a difference between rates', () => {
  it('states differences as they are', () => {
    const shift = rateShift([rate(40, 100), rate(30, 100)], [rate(20, 100), rate(30, 100)]);
    assert.ok(Math.abs(shift.before - 0.1) < 1e-12 && Math.abs(shift.after + 0.1) < 1e-12);
    assert.ok(Math.abs(shift.change + 0.2) < 1e-12);
    assert.ok(shift.low < -0.2 && shift.high > -0.2);
  });

  it('agrees with the formula of Agresti and Caffo on one case', () => {
    const { low, high, pValue } = rateShift([rate(9, 18), rate(4, 8)], [rate(9, 18), rate(4, 8)]);
    const spread = Math.sqrt(2 * (0.25 / 20 + 0.25 / 10));
    assert.ok(Math.abs(high - 1.959963984540054 * spread) < 1e-12 && Math.abs(low + high) < 1e-12);
    assert.ok(Math.abs(pValue - 1) < 1e-9);
  });

  it('covers the truth in about 95 of 100 draws, and seldom has a low p by chance', () => {
    const random = seededRandom(5);
    const draw = (chance: number): Rate =>
      rate(Array.from({ length: 80 }, () => random()).filter((one) => one < chance).length, 80);
    const shifts = Array.from({ length: 400 }, () =>
      rateShift([draw(0.3), draw(0.2)], [draw(0.5), draw(0.2)]),
    );
    const covered = shifts.filter(({ low, high }) => low <= 0.2 && 0.2 <= high).length;
    assert.ok(covered > 365 && covered < 395, `${covered}`);
    const none = Array.from({ length: 400 }, () =>
      rateShift([draw(0.3), draw(0.2)], [draw(0.3), draw(0.2)]),
    ).filter(({ pValue }) => pValue < 0.05).length;
    assert.ok(none < 32, `${none}`);
  });

  it('refuses a rate without trials', () => {
    assert.throws(() => rateShift([rate(0, 0), rate(1, 2)], [rate(1, 2), rate(1, 2)]), RangeError);
  });
});
