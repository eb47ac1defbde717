import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckRun } from '../../src/findings/scan-report.ts';
import type { ScanOutcome } from '../../src/screening/scan.ts';
import { cleanCorpus, type Review } from './corpus.ts';
import { scanRows, suspectedIn } from './scan-rows.ts';

const AUTHORS = 30;
const rows: readonly Review[] = cleanCorpus({ seed: 71, count: 1500 }).map((row, at) => ({
  ...row,
  author: `author-${at % AUTHORS}`,
}));
const turn = (row: Review): Review => ({
  ...row,
  label: row.label === 'praise' ? 'complaint' : 'praise',
});

function checkOf({ report }: ScanOutcome, id: string): CheckRun {
  const check = report.checks.find((one) => one.id === id);
  assert.ok(check !== undefined);
  return check;
}

function figureOf(check: CheckRun, name: RegExp): number {
  const figure = check.figures?.find((one) => name.test(one.name));
  assert.ok(figure !== undefined, `${name} in ${JSON.stringify(check.figures)}`);
  return figure.value;
}

describe('the influence of contributors', () => {
  it('is a number in every report, and a finding only where a cap is set', async () => {
    const found = await scanRows(rows);
    const check = checkOf(found, 'contributor-influence');
    assert.equal(check.state, 'ran');
    const largest = figureOf(check, /largest share of influence by author/);
    assert.ok(largest > 1 / AUTHORS && largest < 0.1, `${largest}`);
    assert.ok(figureOf(check, /inequality of influence by author/) < 0.2);
    assert.equal(found.report.findings.filter((one) => one.check.id === check.id).length, 0);
    assert.equal(found.report.verdict, 'pass');
  });

  it('breaks the rule of whoever sets a cap that one of them exceeds', async () => {
    const found = await scanRows(
      rows.map((row) => (row.author === 'author-7' ? turn(row) : row)),
      { contributorCap: 0.12 },
    );
    const findings = found.report.findings.filter(
      ({ check }) => check.id === 'contributor-influence',
    );
    const shops = findings.filter(
      ({ pattern }) => pattern.kind === 'field-values' && pattern.fields[0]?.field === 'shop',
    );
    const [first, ...others] = findings.filter((finding) => !shops.includes(finding));
    assert.deepEqual(first?.pattern, {
      kind: 'field-values',
      fields: [{ field: 'author', value: 'author-7' }],
    });
    assert.deepEqual(others, []);
    assert.ok((first?.evidence.effect.value ?? 0) > 0.12);
    assert.equal(first?.ladder, 'quality-issue');
    assert.equal(found.report.verdict, 'fail');
    assert.equal(
      found.report.rules.find(({ rule }) => rule === 'contributor-cap')?.verdict,
      'fail',
    );
  });

  it('passes a cap that nobody exceeds', async () => {
    const { report } = await scanRows(rows, { contributorCap: 0.9 });
    assert.equal(report.verdict, 'pass');
    assert.ok(report.rules.every(({ rule }) => rule !== 'contributor-cap'));
  });

  it('bears contributors with one record each', async () => {
    const found = await scanRows(
      rows.slice(0, 600).map((row, at) => ({ ...row, author: `author-${at}` })),
    );
    const check = checkOf(found, 'contributor-influence');
    assert.equal(check.state, 'ran');
    assert.ok(figureOf(check, /largest share of influence by author/) < 0.05);
    assert.deepEqual(suspectedIn(found), []);
  });

  it('does not apply where nobody is named, or nothing is labelled', async () => {
    const nameless = await scanRows(
      rows.slice(0, 300).map(({ text, label }) => ({ text, label })),
      {
        roles: { text: ['text'], label: ['label'] },
      },
    );
    for (const id of ['contributor-influence', 'certificates'])
      assert.equal(checkOf(nameless, id).state, 'not-applicable');
    const unlabelled = await scanRows(
      rows.slice(0, 300).map(({ text, author }) => ({ text, author })),
      { roles: { text: ['text'], contributor: ['author'] } },
    );
    for (const id of ['contributor-influence', 'certificates'])
      assert.equal(checkOf(unlabelled, id).state, 'not-applicable');
  });
});

describe('certificates', () => {
  it('say how many dishonest contributors predictions tolerate', async () => {
    const check = checkOf(await scanRows(rows), 'certificates');
    assert.equal(check.state, 'ran');
    const median = figureOf(check, /half of the predictions tolerate/);
    assert.ok(median >= 2 && median <= 7, `${median} of 15 parts`);
    const right = figureOf(check, /predictions that are right/);
    const [one, two, five] = [1, 2, 5].map((level) =>
      figureOf(check, new RegExp(`right whatever any ${level} of them do`)),
    ) as [number, number, number];
    assert.ok(
      right > 0.8 && right >= one && one >= two && two >= five,
      `${[right, one, two, five]}`,
    );
    assert.match(check.note, /15 models, each taught by its own of the 30 values of author/);
  });

  it('are not given, with the reason, where too few contributed', async () => {
    const few = rows.map((row, at) => ({ ...row, author: `author-${at % 4}` }));
    const check = checkOf(await scanRows(few), 'certificates');
    assert.equal(check.state, 'not-applicable');
    assert.match(check.note, /1500 records of 4 contributors with 2 labels make no 5 parts/);
  });
});
