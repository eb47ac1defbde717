import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { naturalOrder } from '../../../src/engine/reading/natural-order.ts';

test('numbers in names count as numbers', () => {
  const names = ['part-10.csv', 'part-9.csv', 'part-010.csv', 'a', 'part-9-2.csv', 'part-9-11.csv'];
  assert.deepEqual(names.sort(naturalOrder), [
    'a',
    'part-9-2.csv',
    'part-9-11.csv',
    'part-9.csv',
    'part-010.csv',
    'part-10.csv',
  ]);
});

test('the order is total: the same whatever it begins with', () => {
  const name = fc.stringMatching(/^[a-b0-9.-]{0,8}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name), fc.infiniteStream(fc.nat()), (names, keys) => {
      const shuffled = names
        .map((text) => ({ text, key: keys.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key);
      const again = shuffled.map(({ text }) => text).sort(naturalOrder);
      assert.deepEqual(again, [...names].sort(naturalOrder));
    }),
  );
});
