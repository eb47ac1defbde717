import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pairwiseSum, pairwiseSumOf } from '../../src/numerics/pairwise-sum.ts';

const inverses = (length: number): number[] => Array.from({ length }, (_, at) => 1 / (at + 1));

describe('pairwiseSum', () => {
  it('gives the bits of numpy.sum in double precision', () => {
    assert.equal(pairwiseSum(Float64Array.from(inverses(100))), 5.187377517639621);
    assert.equal(pairwiseSum(Float64Array.from(inverses(1000))), 7.485470860550345);
  });

  it('gives the bits of numpy.sum in single precision, where adding in order does not', () => {
    assert.equal(pairwiseSum(Float32Array.from(inverses(7))), 2.5928573608398438);
    assert.equal(pairwiseSum(Float32Array.from(inverses(100))), 5.187378406524658);
    assert.equal(pairwiseSum(Float32Array.from(inverses(1000))), 7.485471725463867);
    const inOrder = Float32Array.from(inverses(1000)).reduce(
      (sum, value) => Math.fround(sum + value),
      0,
    );
    assert.equal(inOrder, 7.485478401184082);
  });

  it('sums any part of an array of integers exactly', () => {
    const property = fc.property(
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 700 }),
      fc.nat(700),
      fc.nat(700),
      (integers, from, count) => {
        const start = Math.min(from, integers.length);
        const length = Math.min(count, integers.length - start);
        const expected = integers
          .slice(start, start + length)
          .reduce((sum, value) => sum + value, 0);
        assert.equal(pairwiseSum(Float64Array.from(integers), start, length), expected);
      },
    );
    fc.assert(property);
  });
});

describe('pairwiseSumOf', () => {
  it('adds numbers that are made on the way in the order of pairwiseSum', () => {
    const property = fc.property(fc.nat(1200), fc.integer({ min: 1, max: 97 }), (length, step) => {
      const number = (at: number): number => 1 / (1 + ((at * step) % 101));
      const kept = Float64Array.from({ length }, (_, at) => number(at));
      const sum = pairwiseSumOf(length, (start, block) => {
        for (let at = 0; at < block.length; at += 1) block[at] = number(start + at);
      });
      assert.equal(sum, pairwiseSum(kept));
    });
    fc.assert(property);
  });
});
