import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanCorpus } from './corpus.ts';
import { scanRows, suspectedIn } from './scan-rows.ts';

describe('scan of clean data', () => {
  for (const [seed, count] of [
    [1, 2000],
    [2, 400],
    [3, 2000],
    [4, 3000],
    [5, 100],
  ] as const) {
    it(`passes ${count} reviews (seed ${seed})`, async () => {
      const found = await scanRows(cleanCorpus({ seed, count }));
      assert.deepEqual([found.report.verdict, suspectedIn(found)], ['pass', []]);
      assert.equal(found.report.flaggedRecords, 0);
      assert.ok(found.report.checks.every(({ state }) => state !== 'not-run'));
    });
  }

  it('passes without labels, and says what was not looked at', async () => {
    const rows = cleanCorpus({ seed: 6, count: 500 }).map(({ text }) => ({ text }));
    const { report } = await scanRows(rows, { roles: { text: ['text'] } });
    assert.equal(report.verdict, 'pass');
    const idle = new Map(
      report.checks
        .filter(({ state }) => state === 'not-applicable')
        .map(({ id, note }) => [id, note]),
    );
    for (const id of ['trigger-association', 'contradictions'])
      assert.equal(idle.get(id), 'there is no label column');
    assert.ok(report.checks.every(({ misses }) => misses.length > 10));
  });

  it('passes a table without text', async () => {
    const rows = cleanCorpus({ seed: 7, count: 1500 }).map(({ text, ...rest }) => rest);
    const { report } = await scanRows(rows, {
      roles: { label: ['label'], field: ['product', 'region', 'lot'], contributor: ['author'] },
    });
    assert.equal(report.verdict, 'pass');
    const idle = report.checks
      .filter(({ state }) => state === 'not-applicable')
      .map(({ id }) => id);
    for (const id of ['contradictions', 'copies', 'hidden-characters', 'rare-bursts'])
      assert.ok(idle.includes(id), id);
  });

  it('bears a single record, equal records and empty texts', async () => {
    for (const rows of [
      [{ text: 'one', label: 'a' }],
      Array.from({ length: 50 }, () => ({ text: 'the same', label: 'a' })),
      Array.from({ length: 50 }, (_, at) => ({ text: '', label: at % 2 === 0 ? 'a' : 'b' })),
    ]) {
      const { report } = await scanRows(rows, { roles: { text: ['text'], label: ['label'] } });
      assert.equal(report.verdict, 'pass');
      assert.ok(report.checks.every(({ state }) => state !== 'not-run'));
    }
  });
});
