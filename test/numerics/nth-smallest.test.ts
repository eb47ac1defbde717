import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nthSmallest } from '../../src/numerics/nth-smallest.ts';

describe('nthSmallest', () => {
  it('finds what sorting would put there', () => {
    const key = fc.oneof(fc.nat(5), fc.double({ noNaN: true }));
    const property = fc.property(
      fc.array(key, { minLength: 1, maxLength: 200 }),
      fc.nat(),
      (keys, at) => {
        const nth = at % keys.length;
        const sorted = Float64Array.from(keys).sort();
        assert.equal(nthSmallest(Float64Array.from(keys), nth) + 0, (sorted[nth] as number) + 0);
      },
    );
    fc.assert(property);
  });

  it('keeps single precision', () => {
    const keys = Float32Array.of(0.3, 0.1, 0.2);
    assert.equal(nthSmallest(keys, 1), Math.fround(0.2));
  });

  it('finds it in long runs that rise, fall, or do both', () => {
    const length = 30_000;
    const shapes: ((at: number) => number)[] = [
      (at) => at,
      (at) => -at,
      (at) => Math.min(at, length - at),
      (at) => (at % 2 === 0 ? at : length - at),
      () => 1,
    ];
    for (const shape of shapes) {
      const keys = Float64Array.from({ length }, (_, at) => shape(at));
      const sorted = keys.slice().sort();
      for (const nth of [0, 17, length >> 1, length - 1])
        assert.equal(nthSmallest(keys.slice(), nth), sorted[nth]);
    }
  });
});
