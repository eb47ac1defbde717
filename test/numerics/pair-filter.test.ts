import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PairFilter } from '../../src/numerics/pair-filter.ts';
import { PairTable } from '../../src/numerics/pair-table.ts';

const id = fc.integer({ min: 0, max: 2 ** 31 });

describe('a filter of pairs', () => {
  it('never denies a pair that the table holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id)), (pairs) => {
        const table = new PairTable();
        for (const [first, second] of pairs) table.add(first, second);
        const filter = new PairFilter(table);
        assert.ok(pairs.every(([first, second]) => filter.mayHold(first, second)));
      }),
    );
  });

  it('denies most of those that it does not hold', () => {
    const table = new PairTable();
    for (let at = 0; at < 10_000; at += 1) table.add(at, at + 1);
    const filter = new PairFilter(table);
    const passed = Array.from({ length: 10_000 }, (_, at) => filter.mayHold(at, at + 2)).filter(
      Boolean,
    ).length;
    assert.ok(passed < 1500, `${passed} of 10,000 pass`);
  });

  it('is empty where the table was cleared', () => {
    const table = new PairTable();
    table.add(1, 2);
    table.clear(100);
    assert.equal(table.size, 0);
    assert.equal(table.find(1, 2), -1);
    assert.equal(new PairFilter(table).mayHold(1, 2), false);
  });
});
