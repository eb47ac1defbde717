import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PairTable, pairHash } from '../../src/numerics/pair-table.ts';

const LARGEST = 0xffff_ffff;
/** Few small ids, so that pairs repeat, and the ends of the range. */
const id = fc.oneof(fc.nat(12), fc.constantFrom(LARGEST, LARGEST - 1, 0x8000_0000));
const pairs = fc.array(fc.tuple(id, id), { maxLength: 300 });

describe('PairTable', () => {
  it('gives ids as a Map of written pairs would, from any capacity', () => {
    const property = fc.property(pairs, fc.constantFrom(0, 1, 7, 4096), (added, capacity) => {
      const table = new PairTable(capacity);
      const model = new Map<string, number>();
      for (const [first, second] of added) {
        const key = `${first} ${second}`;
        assert.equal(table.find(first, second), model.get(key) ?? -1);
        if (!model.has(key)) model.set(key, model.size);
        assert.equal(table.add(first, second), model.get(key));
      }
      assert.equal(table.size, model.size);
      for (const [key, at] of model) {
        assert.equal(`${table.firstOf(at)} ${table.secondOf(at)}`, key);
        assert.equal(table.find(table.firstOf(at), table.secondOf(at)), at);
      }
    });
    fc.assert(property);
  });

  it('keeps every pair while it grows far beyond its first capacity', () => {
    const table = new PairTable(1);
    for (let at = 0; at < 50_000; at += 1) assert.equal(table.add(at % 223, at), at);
    for (let at = 0; at < 50_000; at += 1) assert.equal(table.find(at % 223, at), at);
    assert.equal(table.find(0, 50_000), -1);
  });

  it('tells the order of a pair', () => {
    const table = new PairTable();
    assert.deepEqual([table.add(1, 2), table.add(2, 1)], [0, 1]);
  });
});

describe('pairHash', () => {
  it('is a 32-bit number that spreads neighbours over the slots of a sketch', () => {
    const slots = new Uint8Array(1 << 12);
    for (let first = 0; first < 64; first += 1) {
      for (let second = 0; second < 64; second += 1) {
        const hash = pairHash(first, second);
        assert.ok(Number.isInteger(hash) && hash >= 0 && hash <= LARGEST);
        const slot = hash & (slots.length - 1);
        slots[slot] = (slots[slot] as number) + 1;
      }
    }
    assert.ok(Math.max(...slots) <= 12, 'as many pairs as slots: no slot may hold many');
  });
});
