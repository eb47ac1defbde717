import assert from 'node:assert/strict';
import { it } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import { findEntry } from '../../../src/gates/training/find-entry.ts';
import { encodeLeaf } from '../../../src/ledger/leaf.ts';

it('finds an entry among others of the same and of other times, and none that is not there', async () => {
  const time = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString();
  const entries = Array.from({ length: 40 }, (_, at) =>
    encodeLeaf({
      type: 'a.b',
      subjects: [],
      statement: digestOf(`${at}`),
      time: time(Math.floor(at / 4)),
      actor: 'someone',
    }),
  );
  const leaves = {
    size: () => entries.length,
    read: (from: number, to: number) => entries.slice(from, to),
  };
  for (let at = 0; at < entries.length; at += 1) {
    const statement = digestOf(`${at}`);
    const found = await findEntry(leaves, { statement, time: time(Math.floor(at / 4)) });
    assert.equal(found?.position, at);
    assert.equal(found.leaf.statement, statement);
    const wrong = { statement, time: time(Math.floor(at / 4) + 1) };
    assert.equal(await findEntry(leaves, wrong), null);
  }
  const empty = { size: () => 0, read: () => [] };
  assert.equal(await findEntry(empty, { statement: digestOf('0'), time: time(0) }), null);
});
