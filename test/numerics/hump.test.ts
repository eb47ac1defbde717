import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findHump } from '../../src/numerics/hump.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';

const WIDTHS = [1, 2, 4];

describe('findHump', () => {
  it('finds none where counts fall', () => {
    const counts = fc.array(fc.nat(1000), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(counts, (given) => {
        const falling = given.toSorted((a, b) => b - a);
        assert.equal(findHump(falling, 0, WIDTHS).hump, null);
      }),
    );
  });

  it('takes the stretch that is least likely by chance', () => {
    const { hump, tried } = findHump([100, 50, 20, 5, 2, 1, 40, 45, 1, 0], 2, WIDTHS);
    assert.deepEqual([hump?.from, hump?.to, hump?.inside, hump?.before], [6, 8, 85, 3]);
    // Chernoff: ln P ≤ −n·KL(85/88, 1/2).
    const share = 85 / 88;
    const divergence = Math.log(2) + share * Math.log(share) + (1 - share) * Math.log(1 - share);
    assert.ok(Math.abs((hump?.logP ?? 0) + 88 * divergence) < 1e-6, `${hump?.logP}`);
    assert.equal(tried, 7 + 5 + 1);
  });

  it('is rarely sure of anything in tails of one population', () => {
    const random = seededRandom(6);
    let sure = 0;
    for (let draw = 0; draw < 200; draw += 1) {
      const counts = new Uint32Array(60);
      for (let at = 0; at < 400; at += 1) {
        const bin = Math.floor(-8 * Math.log(1 - random()));
        counts[Math.min(59, bin)] = (counts[Math.min(59, bin)] as number) + 1;
      }
      const { hump, tried } = findHump(counts.subarray(0, 59), 0, WIDTHS);
      if (hump !== null && Math.exp(hump.logP) * tried <= 0.05) sure += 1;
    }
    assert.ok(sure <= 10, `${sure} of 200`);
  });
});
