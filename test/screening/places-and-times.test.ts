import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanCorpus } from './corpus.ts';
import { scanRows, suspectedIn } from './scan-rows.ts';

const COUNT = 600;

/** The same instant as people write it: with a zone, without one, day first, and as no time at all. */
function written(instant: string, at: number): string {
  if (at % 4 === 0) return instant;
  if (at % 4 === 1) return instant.slice(0, 19).replace('T', ' ');
  return at % 40 === 2 ? 'last week' : `${Date.parse(instant)}`;
}

describe('places and times of bad data', () => {
  const rows = cleanCorpus({ seed: 51, count: COUNT });

  it('that are written in several ways are read as one, and what was left out is said', async () => {
    const mixed = rows.map((row, at) => ({
      ...row,
      written: at % 40 === 3 ? '03/04/2026' : written(row.written, at),
    }));
    const { report } = await scanRows(mixed);
    const limits = report.limits.join(' ');
    assert.match(limits, /“written” have a zone and some have none: 150 of 600 were taken as UTC/);
    assert.match(limits, /day and month cannot be told apart.*15 of 600/);
    assert.match(limits, /that are no time were left out: 15 of 600/);
    assert.ok(report.checks.every(({ state }) => state !== 'not-run'));
  });

  it('say nothing where every contributor has one record', async () => {
    const found = await scanRows(rows.map((row, at) => ({ ...row, author: `author-${at}` })));
    assert.deepEqual(suspectedIn(found), []);
    for (const id of ['labellers', 'targeted-flips', 'availability'])
      assert.equal(found.report.checks.find((check) => check.id === id)?.state, 'ran');
    const agreement = found.report.checks.find(({ id }) => id === 'labeller-agreement');
    assert.equal(agreement?.state, 'not-applicable');
  });
});
