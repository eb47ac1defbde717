import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom, shuffle } from '../../src/numerics/seeded-random.ts';

describe('seededRandom', () => {
  it('gives these numbers, on every platform and in every version', () => {
    const draw = (seed: number): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 3 }, () => Math.round(random() * 4_294_967_296));
    };
    assert.deepEqual(draw(0), [1_144_304_738, 1_416_247, 958_946_056]);
    assert.deepEqual(draw(1), [2_693_262_067, 11_749_833, 2_265_367_787]);
    assert.deepEqual(draw(0xffff_ffff), [3_850_105_811, 813_802_916, 3_073_704_848]);
  });

  it('is even over [0, 1)', () => {
    const random = seededRandom(42);
    const tenths = new Uint32Array(10);
    for (let at = 0; at < 100_000; at += 1) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] as number) + 1;
    }
    for (const count of tenths) assert.ok(Math.abs(count - 10_000) < 400, String(tenths));
  });
});

describe('shuffle', () => {
  it('keeps every value, and the same seed gives the same order', () => {
    const property = fc.property(fc.array(fc.nat()), fc.nat(), (values, seed) => {
      const [one, other] = [Uint32Array.from(values), Uint32Array.from(values)];
      shuffle(one, seededRandom(seed));
      shuffle(other, seededRandom(seed));
      assert.deepEqual(one, other);
      assert.deepEqual(one.toSorted(), Uint32Array.from(values).sort());
    });
    fc.assert(property);
  });

  it('gives every order of three about as often', () => {
    const random = seededRandom(7);
    const orders = new Map<string, number>();
    for (let at = 0; at < 12_000; at += 1) {
      const values = Uint32Array.of(0, 1, 2);
      shuffle(values, random);
      orders.set(values.join(), (orders.get(values.join()) ?? 0) + 1);
    }
    assert.equal(orders.size, 6);
    for (const count of orders.values()) assert.ok(Math.abs(count - 2000) < 200, String(count));
  });
});
