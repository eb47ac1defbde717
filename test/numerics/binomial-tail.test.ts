import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  expectedSuccesses,
  logistic,
  successVariance,
  type Trials,
  upperTail,
} from '../../src/numerics/binomial-tail.ts';

const bin = fc.record({ count: fc.nat(8), logit: fc.integer({ min: -24, max: 24 }) });
const histogram = fc
  .array(bin, { minLength: 1, maxLength: 5 })
  .map((bins): Trials & { total: number } => ({
    counts: bins.map(({ count }) => count),
    logits: bins.map(({ logit }) => logit / 4),
    total: bins.reduce((sum, { count }) => sum + count, 0),
  }))
  .filter(({ total }) => total > 0);
const observation = histogram.chain((trials) =>
  fc.record({ trials: fc.constant(trials), observed: fc.nat(trials.total) }),
);

function chances({ counts, logits }: Trials, shift: number): number[] {
  return Array.from({ length: counts.length }, (_, at) => at).flatMap((at) =>
    new Array<number>(counts[at] as number).fill(
      1 / (1 + Math.exp(-(logits[at] as number) - shift)),
    ),
  );
}

/** P(successes ≥ observed), by adding one trial after another to the distribution of the sum. */
function exactTail(trials: Trials, observed: number, shift = 0): number {
  let distribution = [1];
  for (const chance of chances(trials, shift)) {
    const next = new Array<number>(distribution.length + 1).fill(0);
    distribution.forEach((mass, successes) => {
      next[successes] = (next[successes] as number) + mass * (1 - chance);
      next[successes + 1] = (next[successes + 1] as number) + mass * chance;
    });
    distribution = next;
  }
  return distribution.slice(observed).reduce((sum, mass) => sum + mass, 0);
}

describe('upperTail', () => {
  it('is never below the exact tail of the Poisson binomial', () => {
    const property = fc.property(observation, fc.integer({ min: -8, max: 8 }), (seen, shift) => {
      const bound = upperTail(seen.trials, seen.observed).logProbability(shift / 4);
      assert.ok(bound <= 0);
      assert.ok(bound >= Math.log(exactTail(seen.trials, seen.observed, shift / 4)) - 1e-9);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('is exact where every trial succeeds', () => {
    const property = fc.property(histogram, (trials) => {
      const exact = Math.log(exactTail(trials, trials.total));
      assert.ok(Math.abs(upperTail(trials, trials.total).logProbability() - exact) < 1e-9);
    });
    fc.assert(property);
  });

  it('says nothing about a number that is not above the mean', () => {
    const property = fc.property(observation, ({ trials, observed }) => {
      fc.pre(observed < trials.total && observed < expectedSuccesses(trials) - 1e-6);
      assert.ok(upperTail(trials, observed).logProbability() > -1e-9);
    });
    fc.assert(property);
    assert.ok(upperTail({ counts: [5], logits: [0] }, 0).logProbability() > -1e-9);
  });

  it('grows with the shift: what raises all chances makes the same number less unlikely', () => {
    const property = fc.property(observation, ({ trials, observed }) => {
      const tail = upperTail(trials, observed);
      let last = Number.NEGATIVE_INFINITY;
      for (let shift = -6; shift <= 6; shift += 0.5) {
        const bound = tail.logProbability(shift);
        assert.ok(bound >= last - 1e-9, `falls at ${shift}`);
        last = bound;
      }
    });
    fc.assert(property);
  });

  it('bounds the shift where its probability crosses the level', () => {
    const property = fc.property(
      observation,
      fc.integer({ min: -12, max: -1 }),
      ({ trials, observed }, level) => {
        const tail = upperTail(trials, observed);
        const bound = tail.shiftLowerBound(level);
        if (bound === Number.NEGATIVE_INFINITY) {
          assert.ok(tail.logProbability(-25) > level);
          return;
        }
        assert.ok(tail.logProbability(bound) <= level);
        assert.ok(bound > 24 || tail.logProbability(bound + 1e-3) > level);
      },
    );
    fc.assert(property);
  });

  it('is close to the exact tail where it matters', () => {
    const trials = { counts: [40, 60], logits: [-3, -1] };
    const bound = upperTail(trials, 45).logProbability();
    const exact = Math.log(exactTail(trials, 45));
    assert.ok(bound - exact < 3, `${bound} against ${exact}`);
  });
});

describe('moments of the trials', () => {
  it('are the sums of p and of p (1 - p)', () => {
    const property = fc.property(histogram, fc.integer({ min: -4, max: 4 }), (trials, shift) => {
      const sum = chances(trials, shift).reduce((total, chance) => total + chance, 0);
      assert.ok(Math.abs(expectedSuccesses(trials, shift) - sum) < 1e-9);
      const spread = chances(trials, 0).reduce((total, chance) => total + chance * (1 - chance), 0);
      assert.ok(Math.abs(successVariance(trials) - spread) < 1e-9);
    });
    fc.assert(property);
  });

  it('stay numbers at the ends', () => {
    assert.deepEqual([logistic(-1e6), logistic(0), logistic(1e6)], [0, 0.5, 1]);
  });
});
