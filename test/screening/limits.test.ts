import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { scan } from '../../src/screening/scan.ts';
import { cleanCorpus } from './corpus.ts';
import { plantPhrase, WORD } from './plantings.ts';
import { ROLES, scanRows, suspectedIn, writeRows } from './scan-rows.ts';

const ROWS = cleanCorpus({ seed: 1, count: 1200 });

describe('scan with limits', () => {
  it('is inconclusive beyond the bad rows that are allowed, and names them', async () => {
    const path = writeRows(ROWS);
    appendFileSync(path, '{"text": "torn\n');
    const strict = await scan({ paths: [path], roles: ROLES });
    assert.deepEqual(
      [strict.report.verdict, strict.report.dataset.badRowCount],
      ['inconclusive', 1],
    );
    const lenient = await scan({ paths: [path], roles: ROLES, maximumBadRows: 1 });
    assert.equal(lenient.report.verdict, 'pass');
    assert.equal(lenient.report.dataset.badRows[0]?.line, ROWS.length + 1);
  });

  it('says which sample it looked at, and points into the whole file', async () => {
    const { rows, planted } = plantPhrase(ROWS, WORD, { seed: 2, count: 120 });
    const found = await scanRows(rows, { sample: 600 });
    const { report, scores } = found;
    assert.deepEqual([report.dataset.records, scores.positions.length], [600, 600]);
    assert.match(report.dataset.sampled ?? '', /600 of 1200 records/);
    const [finding] = suspectedIn(found);
    assert.deepEqual(finding?.pattern, { kind: 'word-sequence', words: [WORD] });
    for (const { position } of finding?.records.first ?? [])
      assert.ok(planted.has(position), String(position));
    scores.flagged.forEach((flag, at) => {
      if (flag === 1) assert.ok(planted.has(scores.positions[at] as number));
    });
  });

  it('cannot clear the whole by a sample', async () => {
    const { report } = await scanRows(ROWS, { sample: 600 });
    assert.equal(report.verdict, 'inconclusive');
  });

  it('is not a sample where as many records are asked for as there are', async () => {
    const { report } = await scanRows(ROWS, { sample: ROWS.length });
    assert.equal(report.dataset.sampled, null);
  });

  it('is inconclusive when the time is up before the last record', async () => {
    const rows = cleanCorpus({ seed: 3, count: 9000 });
    const { report } = await scanRows(rows, { timeLimit: 0.001 });
    assert.equal(report.verdict, 'inconclusive');
    assert.ok(report.dataset.records < rows.length);
    assert.match(report.dataset.sampled ?? '', /time limit ended the reading after/);
    assert.deepEqual(
      report.rules.filter(({ verdict }) => verdict === 'inconclusive').map(({ rule }) => rule),
      ['time-limit'],
    );
  });

  it('is conclusive when the last record was read, however late', async () => {
    const { report } = await scanRows(ROWS, { timeLimit: 0.001 });
    assert.deepEqual(
      [report.dataset.records, report.dataset.sampled, report.verdict],
      [ROWS.length, null, 'pass'],
    );
  });

  it('reads standard input whole', async () => {
    const stdin = Readable.from(ROWS.map((row) => `${JSON.stringify(row)}\n`));
    const { report } = await scan({ paths: ['-'], stdin, roles: ROLES });
    assert.deepEqual(
      [report.dataset.name, report.dataset.records, report.verdict],
      ['standard input', ROWS.length, 'pass'],
    );
  });

  it('fails at the step that is asked for', async () => {
    const rows = ROWS.map((row, at) => ({ ...row, region: at === 0 ? null : row.region }));
    assert.equal((await scanRows(rows)).report.verdict, 'pass');
    assert.equal((await scanRows(rows, { failOn: 'quality-issue' })).report.verdict, 'fail');
  });

  it('refuses what cannot be read with a code', async () => {
    await assert.rejects(scan({ paths: ['/nowhere/data.jsonl'] }), { code: 'FILE_NOT_FOUND' });
    await assert.rejects(scan({ paths: [] }), { code: 'USAGE' });
    await assert.rejects(scan({ paths: [writeRows(ROWS)], roles: { label: ['nothing'] } }), {
      code: 'ROLE_UNKNOWN',
    });
  });
});
