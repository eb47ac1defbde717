import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { accuracyDifference } from '../../../src/behaviour/compare/accuracy-difference.ts';
import { scoreShift } from '../../../src/behaviour/compare/score-shift.ts';
import { signTail } from '../../../src/behaviour/compare/sign-tail.ts';
import { smallestDrops } from '../../../src/behaviour/compare/smallest-drop.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';

describe('signTail', () => {
  it('is the binomial tail', () => {
    assert.ok(Math.abs(signTail(8, 2) - 56 / 1024) < 1e-12);
    assert.ok(Math.abs(signTail(0, 5) - 1) < 1e-12);
    assert.equal(signTail(0, 0), 1);
  });

  it('adds up to one with the tail of the other side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (heads, tails) => {
          const below = signTail(tails + 1, heads - 1);
          assert.ok(Math.abs(signTail(heads, tails) + below - 1) < 1e-9);
        },
      ),
    );
  });
});

describe('accuracyDifference', () => {
  it('has the width of the normal approximation where items are many', () => {
    const { difference, low, high } = accuracyDifference(
      { regressions: 300, improvements: 200, items: 10_000 },
      7,
    );
    const spread = 1.96 * Math.sqrt((0.05 - 0.01 ** 2) / 10_000);
    assert.ok(Math.abs(difference + 0.01) < 1e-12);
    assert.ok(Math.abs(low - (difference - spread)) < 0.001);
    assert.ok(Math.abs(high - (difference + spread)) < 0.001);
  });

  it('is certain where nothing, or everything, changed', () => {
    const none = accuracyDifference({ regressions: 0, improvements: 0, items: 50 }, 1);
    assert.deepEqual([none.low, none.high], [0, 0]);
    const all = accuracyDifference({ regressions: 50, improvements: 0, items: 50 }, 1);
    assert.deepEqual([all.low, all.high], [-1, -1]);
  });
});

describe('scoreShift', () => {
  const random = seededRandom(3);
  const scores = Float64Array.from({ length: 500 }, random);

  it('sees a shift of all scores, and none in a swap', () => {
    const lower = scores.map((score) => score * 0.9);
    const shifted = scoreShift(scores, lower, 1);
    assert.ok(shifted.distance > 0.05);
    assert.ok(shifted.pValue <= 0.002);
    const swap = Uint8Array.from(scores, () => (random() < 0.5 ? 1 : 0));
    const mixed = scoreShift(
      scores.map((score, item) => (swap[item] === 1 ? score : (lower[item] as number))),
      scores.map((score, item) => (swap[item] === 1 ? (lower[item] as number) : score)),
      1,
    );
    assert.ok(mixed.pValue > 0.01);
  });

  it('is nothing for equal scores and for none', () => {
    assert.deepEqual(scoreShift(scores, scores, 1).distance, 0);
    assert.deepEqual(scoreShift(new Float64Array(), new Float64Array(), 1).distance, 0);
  });
});

describe('smallestDrops', () => {
  it('asks for a smaller drop the larger the slice, and says where none is seen', () => {
    const drops = smallestDrops(9, { changed: 0.05, items: 3000 }).map(({ drop }) => drop ?? 1);
    assert.deepEqual(
      drops,
      [...drops].sort((one, other) => other - one),
    );
    assert.equal(smallestDrops(1000, { changed: 0.05, items: 30 })[0]?.drop, null);
  });
});
