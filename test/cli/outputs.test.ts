import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseScanReport } from '../../src/findings/scan-report-schema.ts';
import { WORD } from '../screening/plantings.ts';
import { CLEAN, POISONED, writeReviews } from './reviews.ts';
import { credence, type Ended } from './run-credence.ts';

describe('the outputs of scan', () => {
  let folder: string;
  let data: string;
  let ended: Ended;
  const NAMES = ['report.html', 'report.sarif', 'report.xml', 'report.json', 'scores.csv'] as const;
  const output = (name: string): string => join(folder, name);
  const flags = (prefix: string): string[] =>
    [
      ['--html', output(`${prefix}report.html`)],
      ['--sarif', output(`${prefix}report.sarif`)],
      ['--junit', output(`${prefix}report.xml`)],
      ['--json', output(`${prefix}report.json`)],
      ['--scores', output(`${prefix}scores.csv`)],
    ].flat();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
    data = writeReviews(folder, POISONED.rows);
    ended = await credence(['scan', data, ...flags('')]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('all appear, whole, with nothing beside them and nothing on standard error', () => {
    assert.deepEqual([ended.code, ended.stderr], [1, '']);
    assert.deepEqual(readdirSync(folder).sort(), [...NAMES, 'reviews.jsonl'].sort());
    for (const name of NAMES.slice(0, 4))
      assert.ok(readFileSync(output(name), 'utf8').includes(WORD), name);
    assert.ok(ended.stdout.includes(`“${WORD}”`));
    assert.ok(ended.stdout.includes(output('report.html')), 'the text says where the report is');
  });

  it('agree about what was found', () => {
    const report = parseScanReport(JSON.parse(readFileSync(output('report.json'), 'utf8')));
    assert.deepEqual([report.verdict, report.dataset.records], ['fail', POISONED.rows.length]);
    const [, ...rows] = readFileSync(output('scores.csv'), 'utf8').trim().split('\n');
    assert.equal(rows.length, POISONED.rows.length);
    const flagged = rows
      .filter((row) => row.split(',')[2] === 'true')
      .map((row) => Number(row.split(',')[0]));
    assert.deepEqual(new Set(flagged), POISONED.planted);
    for (const row of rows.filter((_, at) => POISONED.planted.has(at)))
      assert.ok(row.includes(report.findings[0]?.id ?? 'none'), row);
  });

  it('are one JSON document on standard output where --json names no file', async () => {
    const { code, stdout, stderr } = await credence(['scan', data, '--json']);
    assert.deepEqual([code, stderr], [1, '']);
    assert.equal(parseScanReport(JSON.parse(stdout)).verdict, 'fail');
  });

  it('hold no text of the data where they are redacted', async () => {
    const secret = CLEAN.map((row) => ({ ...row, text: `${row.text} cobalt-otter` }));
    const rows = POISONED.rows.map((row, at) => ({
      ...row,
      text: `${row.text} ${secret[at] === undefined ? '' : 'cobalt-otter'}`,
    }));
    const path = writeReviews(folder, rows, 'secret.jsonl');
    const { stdout, stderr } = await credence(['scan', path, '--redact', ...flags('redacted-')]);
    const outputs = [
      stdout,
      stderr,
      ...NAMES.map((name) => readFileSync(output(`redacted-${name}`), 'utf8')),
    ];
    for (const text of outputs) {
      for (const quoted of ['cobalt', 'otter', 'kettle', 'money back', 'author-', 'shop-'])
        assert.ok(!text.includes(quoted), `${quoted} in ${text.slice(0, 200)}`);
    }
    assert.ok(outputs[0]?.includes('fail'.toUpperCase()) || /fail/i.test(outputs[0] ?? ''));
    const explained = await credence([
      'explain',
      output('report.json'),
      firstFinding(),
      '--redact',
    ]);
    assert.equal(explained.code, 0);
    assert.ok(!explained.stdout.includes('kettle'));
  });

  it('are explained, one finding whole, by id or by fingerprint', async () => {
    const report = parseScanReport(JSON.parse(readFileSync(output('report.json'), 'utf8')));
    const [finding] = report.findings;
    for (const name of [finding?.id ?? '', finding?.fingerprint.slice(7, 19) ?? '']) {
      const { code, stdout } = await credence(['explain', output('report.json'), name]);
      assert.equal(code, 0);
      assert.ok(stdout.includes(finding?.id ?? 'none') && stdout.includes(WORD));
    }
  });

  it('are refused when explain gets what is no report, or no finding', async () => {
    const broken = output('broken.json');
    writeFileSync(broken, '{"verdict": "pass"}');
    for (const [args, message] of [
      [['explain', output('report.json'), 'TA-none'], /TA-none/],
      [['explain', broken, 'TA-1'], /broken\.json|report/],
      [['explain', data, 'TA-1'], /is not JSON/],
      [['explain', output('missing.json'), 'TA-1'], /missing\.json/],
    ] as const) {
      const { code, stdout, stderr } = await credence(args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    }
  });

  function firstFinding(): string {
    return (
      parseScanReport(JSON.parse(readFileSync(output('report.json'), 'utf8'))).findings[0]?.id ?? ''
    );
  }
});
