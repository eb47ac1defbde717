import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixShares } from '../../src/report/mix-shares.ts';

test('counts become shares, the largest first and the rest in one row', () => {
  const rows = [
    { category: 'a', found: 1, all: 10 },
    { category: 'b', found: 8, all: 10 },
    { category: 'c', found: 1, all: 20 },
    { category: 'd', found: 0, all: 40 },
  ];
  assert.deepEqual(mixShares(rows, 2), [
    { category: 'b', found: 0.8, all: 0.125 },
    { category: '3 others', found: 0.2, all: 0.875 },
  ]);
});

test('shares stay shares', () => {
  const rows = [
    { category: 'a', found: 0.75, all: 0.25 },
    { category: 'b', found: 0.125, all: 0.5 },
  ];
  assert.deepEqual(mixShares(rows, 5), rows);
});
