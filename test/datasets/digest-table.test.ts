import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { it } from 'node:test';
import { BitSet } from '../../src/datasets/diff/bit-set.ts';
import { DigestTable } from '../../src/datasets/diff/digest-table.ts';

const digest = (value: number): Buffer => hash('sha256', String(value), 'buffer');

it('grows beyond what was expected, and gives equal rows back in order', () => {
  const table = new DigestTable(1);
  for (let row = 0; row < 300; row++) table.add(digest(row % 100), 0, row);
  assert.equal(table.take(digest(500), 0), null);
  for (const row of [42, 142, 242]) assert.equal(table.take(digest(42), 0), row);
  assert.equal(table.take(digest(42), 0), null);
  assert.equal(table.take(digest(7), 0), 7);
  const left = [...table.left()].sort((one, other) => one - other);
  assert.equal(left.length, 296);
  assert.ok(!left.includes(7) && left.includes(107) && !left.includes(242));
});

it('reads digests from anywhere in a buffer', () => {
  const table = new DigestTable(4);
  table.add(Buffer.concat([digest(1), digest(2)]), 32, 9);
  assert.equal(table.take(digest(1), 0), null);
  assert.equal(table.take(digest(2), 0), 9);
});

it('keeps a set of numbers in ascending order', () => {
  const set = new BitSet(100);
  for (const index of [99, 0, 31, 32, 63, 64, 31]) set.add(index);
  assert.deepEqual([...set.members()], [0, 31, 32, 63, 64, 99]);
  assert.equal(set.count, 6);
  assert.ok(set.has(63) && !set.has(62));
});
