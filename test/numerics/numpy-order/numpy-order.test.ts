import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { numpyOrder } from '../../../src/numerics/numpy-order/numpy-order.ts';

/** Length, number of different keys, and a digest of what numpy.argsort (2.4.6, AVX-512) returned. */
const SPREAD = [
  [5, 2, 'e528f4309e1413e6'],
  [17, 4, 'b90ac14e194c6150'],
  [64, 7, '1177a541e41b6407'],
  [256, 20, 'c728b98bae72f0cd'],
  [257, 20, '5d6d80e5a174cc33'],
  [1000, 50, '2fd4b69553c3fb3b'],
  [5000, 40, '88f108473ac5ec57'],
  [20011, 100000, '343cf91d8c877eee'],
] as const;

/** Length, one key in how many is not zero, digest: quicksort gets nowhere among so many zeros. */
const MOSTLY_ZERO = [
  [300, 7, 'd76e7db7b94abb66'],
  [1000, 31, '550625f47dc1b7d1'],
  [4001, 100, 'ed3779d71043189f'],
] as const;

function spreadKeys(length: number, different: number): Float64Array {
  return Float64Array.from(
    { length },
    (_, at) => ((at * at * 7919 + at * 104729) % 1000003) % different,
  );
}

function mostlyZero(length: number, every: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => ((at * 31 + 5) % every === 0 ? (at % 3) + 1 : 0));
}

function digest(order: Int32Array): string {
  return hash('sha256', new Uint8Array(order.buffer)).slice(0, 16);
}

describe('numpyOrder', () => {
  for (const [length, different, expected] of SPREAD) {
    it(`leaves ties among ${length} keys as numpy.argsort does`, () => {
      const keys = spreadKeys(length, different);
      assert.equal(digest(numpyOrder(keys)), expected);
      assert.equal(digest(numpyOrder(Float32Array.from(keys))), expected);
    });
  }

  for (const [length, every, expected] of MOSTLY_ZERO) {
    it(`leaves ties among ${length} keys, nearly all zero, as numpy.argsort does`, () => {
      assert.equal(digest(numpyOrder(mostlyZero(length, every))), expected);
    });
  }

  it('sorts, and loses no index', () => {
    const key = fc.oneof(fc.nat(3), fc.double({ noNaN: true }), fc.constant(0));
    const property = fc.property(fc.array(key, { maxLength: 900, size: 'max' }), (list) => {
      const keys = Float64Array.from(list);
      const order = numpyOrder(keys);
      assert.deepEqual(order.toSorted(), Int32Array.from(list.keys()));
      for (let at = 1; at < order.length; at += 1)
        assert.ok(
          (keys[order[at - 1] as number] as number) <= (keys[order[at] as number] as number),
        );
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('leaves what is sorted as it is', () => {
    const keys = Float64Array.from({ length: 1000 }, (_, at) => Math.floor(at / 10));
    assert.deepEqual(numpyOrder(keys), Int32Array.from(keys.keys()));
    assert.equal(numpyOrder(new Float64Array(0)).length, 0);
  });
});
