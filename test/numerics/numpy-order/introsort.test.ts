import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { introsort } from '../../../src/numerics/numpy-order/introsort.ts';

function sorted(list: readonly number[]): void {
  const keys = Float64Array.from(list);
  const order = Int32Array.from(list.keys());
  introsort(keys, order);
  assert.deepEqual(
    Array.from(order, (index) => keys[index]),
    Array.from(keys.toSorted()),
  );
  assert.deepEqual(order.toSorted(), Int32Array.from(list.keys()));
}

describe('introsort', () => {
  it('sorts any keys', () => {
    const key = fc.oneof(fc.nat(3), fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }));
    fc.assert(fc.property(fc.array(key, { maxLength: 300 }), sorted), { numRuns: 60 });
  });

  it('sorts keys that defeat the median of three', () => {
    // Musser's sequence: every partition takes off two.
    const half = 500;
    const low = Array.from({ length: half }, (_, at) => (at % 2 === 0 ? at + 1 : half + at + 1));
    const high = Array.from({ length: half }, (_, at) => 2 * (at + 1));
    sorted([...low, ...high]);
  });
});
