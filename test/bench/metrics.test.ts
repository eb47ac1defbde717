import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { auroc } from '../../bench/quality/metrics/auroc.ts';
import { flaggedShares } from '../../bench/quality/metrics/flagged-shares.ts';
import { recallAtFalsePositives } from '../../bench/quality/metrics/recall-at-false-positives.ts';

const scored = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 5 }), planted: fc.boolean() }), {
    minLength: 2,
    maxLength: 60,
  })
  .filter((rows) => new Set(rows.map(({ planted }) => planted)).size === 2)
  .map((rows) => ({
    scores: rows.map(({ score }) => score / 5),
    planted: rows.map(({ planted }) => Number(planted)),
  }));

describe('AUROC', () => {
  it('is 1 for a perfect order, 0 for its reverse and one half for a constant', () => {
    assert.equal(auroc([0.1, 0.2, 0.3, 0.4], [0, 0, 1, 1]), 1);
    assert.equal(auroc([0.1, 0.2, 0.3, 0.4], [1, 1, 0, 0]), 0);
    assert.equal(auroc([0, 0, 0, 0], [1, 0, 1, 0]), 0.5);
  });

  it('equals the share of pairs in order, ties counted half', () => {
    fc.assert(
      fc.property(scored, ({ scores, planted }) => {
        const lows = scores.filter((_, row) => planted[row] === 0);
        const pairs = scores
          .filter((_, row) => planted[row] === 1)
          .flatMap((high) => lows.map((low) => (Math.sign(high - low) + 1) / 2));
        const share = pairs.reduce((sum, won) => sum + won, 0) / pairs.length;
        assert.ok(Math.abs(auroc(scores, planted) - share) < 1e-12);
      }),
    );
  });

  it('refuses a set of one class', () => {
    assert.throws(() => auroc([0.1, 0.2], [0, 0]), RangeError);
  });
});

describe('recall at a rate of false positives', () => {
  const clean = Array.from({ length: 200 }, (_, row) => row / 1000);

  it('lets in as many clean rows as the rate allows and no more', () => {
    // 1 % of 200 are the two clean rows at 0.199 and 0.198; the third, 0.197, stays out.
    const scores = [...clean, 0.1971, 0.197];
    const planted = [...clean.map(() => 0), 1, 1];
    assert.equal(recallAtFalsePositives(scores, planted, 0.01), 0.5);
    assert.equal(recallAtFalsePositives(scores, planted, 0), 0);
  });

  it('recalls nothing where clean rows share the score in greater number', () => {
    const scores = Array<number>(103).fill(0.9);
    const planted = scores.map((_, row) => Number(row < 3));
    assert.equal(recallAtFalsePositives(scores, planted, 0.01), 0);
  });

  it('never admits more clean rows than the rate, and is the best such threshold', () => {
    fc.assert(
      fc.property(scored, fc.double({ min: 0, max: 0.5, noNaN: true }), (rows, rate) => {
        const { scores, planted } = rows;
        const reach = (threshold: number, side: number): number =>
          scores.filter((score, row) => score >= threshold && planted[row] === side).length;
        const [negatives, positives] = [reach(0, 0), reach(0, 1)];
        const admitted = [...new Set([...scores, 2])]
          .filter((threshold) => reach(threshold, 0) <= rate * negatives)
          .map((threshold) => reach(threshold, 1) / positives);
        assert.equal(recallAtFalsePositives(scores, planted, rate), Math.max(...admitted));
      }),
    );
  });

  it('refuses a set of one class', () => {
    assert.throws(() => recallAtFalsePositives([0.1], [1], 0.01), RangeError);
  });
});

describe('shares of flagged rows', () => {
  it('counts planted and clean rows apart', () => {
    assert.deepEqual(flaggedShares([1, 1, 0, 1, 0, 0], [1, 1, 1, 0, 0, 0]), {
      planted: 2 / 3,
      clean: 1 / 3,
    });
  });
});
