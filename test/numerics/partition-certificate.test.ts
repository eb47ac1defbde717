import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { certifiedVote } from '../../src/numerics/partition-certificate.ts';

/** Whether some change of so many votes makes another class win: tried by hand, one voter after the other. */
function canBeTurned(votes: readonly number[], changes: number): boolean {
  const { winner } = certifiedVote(votes);
  const turned = (left: readonly number[], more: number): boolean => {
    const highest = Math.max(...left);
    if (left.indexOf(highest) !== winner) return true;
    if (more === 0) return false;
    return left.some((count, from) =>
      count === 0
        ? false
        : left.some(
            (_, to) =>
              from !== to &&
              turned(
                left.map((own, at) => own - (at === from ? 1 : 0) + (at === to ? 1 : 0)),
                more - 1,
              ),
          ),
    );
  };
  return turned(votes, changes);
}

describe('certifiedVote', () => {
  it('holds exactly as many changed voters as it says', () => {
    const votes = fc.array(fc.nat(6), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(votes, (given) => {
        fc.pre(given.some((count) => count > 0));
        const { tolerated } = certifiedVote(given);
        assert.equal(canBeTurned(given, tolerated), false, `${given} ${tolerated}`);
        assert.equal(canBeTurned(given, tolerated + 1), true, `${given} ${tolerated}`);
      }),
      { numRuns: 80 },
    );
  });

  it('lets the first of equal classes win, which tolerates nobody', () => {
    assert.deepEqual(certifiedVote([3, 3]), { winner: 0, tolerated: 0 });
    assert.deepEqual(certifiedVote([0, 0, 0]), { winner: 0, tolerated: 0 });
    assert.deepEqual(certifiedVote([10, 3]), { winner: 0, tolerated: 3 });
    assert.deepEqual(certifiedVote([3, 10]), { winner: 1, tolerated: 3 });
  });
});
