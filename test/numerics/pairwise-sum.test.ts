import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pairwiseSum, sparsePairwiseSum } from '../../src/numerics/pairwise-sum.ts';

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

describe('sparsePairwiseSum', () => {
  it('adds what is not zero in the order of pairwiseSum', () => {
    const inverse = fc.integer({ min: 1, max: 1000 }).map((number) => 1 / number);
    const cells = fc.array(fc.tuple(fc.nat(2999), inverse), { maxLength: 60 });
    const property = fc.property(cells, fc.nat(3000), (entries, beyond) => {
      const sparse = new Map(entries.sort(([one], [other]) => one - other));
      const places = Int32Array.from(sparse.keys());
      const length = (places.at(-1) ?? 0) + 1 + beyond;
      const dense = new Float64Array(length);
      for (const [place, value] of sparse) dense[place] = value;
      const values = Float64Array.from(sparse.values());
      assert.equal(sparsePairwiseSum({ length, places, values }), pairwiseSum(dense));
    });
    fc.assert(property);
  });
});
