import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findLabelIssues } from '../../src/numerics/confident-learning/find-label-issues.ts';
import { surveyRows } from '../../src/numerics/confident-learning/survey-rows.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import type { ScanOutcome } from '../../src/screening/scan.ts';
import type { ScanRequest } from '../../src/screening/scan-request.ts';
import { bytesOf, writeNpy } from '../records/probabilities/write-npy.ts';
import { scanRows } from './scan-rows.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'given-probabilities-'));
process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));

const COUNT = 300;
const CLASSES = ['blue', 'green', 'red'] as const;
const WRONG = new Set([4, 50, 51, 120, 203, 280]);

/** Records whose texts say nothing: only the probabilities know. Those of `WRONG` have another label. */
const rows = Array.from({ length: COUNT }, (_, at) => ({
  id: `r${at}`,
  text: `entry ${at * 7919}`,
  label: CLASSES[(at + (WRONG.has(at) ? 1 : 0)) % 3] as string,
}));

const random = seededRandom(5);
const table = rows.map((_, at) => {
  const [sure, rest] = [0.7 + 0.2 * random(), random()];
  return CLASSES.map((_class, label) => {
    if (label === at % 3) return sure;
    return (1 - sure) * (label === (at + 1) % 3 ? rest : 1 - rest);
  });
});

type Table = readonly (readonly (number | string)[])[];

function writeCsv(values: Table, header: readonly string[] = CLASSES): string {
  const path = join(mkdtempSync(join(FOLDER, 'given-')), 'probabilities.csv');
  writeFileSync(path, `${[header, ...values].map((row) => row.join(',')).join('\n')}\n`);
  return path;
}

function writeArray(values: readonly (readonly number[])[]): string {
  const path = join(mkdtempSync(join(FOLDER, 'given-')), 'probabilities.npy');
  const data = bytesOf(Float64Array.from(values.flat()));
  writeFileSync(path, writeNpy({ descr: '<f8', shape: [values.length, 3], data }));
  return path;
}

function scanned(probabilities: string, more: Partial<ScanRequest> = {}): Promise<ScanOutcome> {
  const roles = { text: ['text'], label: ['label'], id: ['id'] };
  return scanRows(rows, { roles, probabilities, ...more });
}

describe('given probabilities', () => {
  it('judge labels exactly as confident learning does on them', async () => {
    const path = writeArray(table);
    const { report } = await scanned(path);
    const survey = surveyRows({
      rows: COUNT,
      classes: 3,
      values: Float64Array.from(table.flat()),
      labels: Int32Array.from(rows, ({ label }) => (CLASSES as readonly string[]).indexOf(label)),
    });
    const issues = findLabelIssues(survey, 'prune_by_noise_rate');
    const finding = report.findings.find(({ check }) => check.id === 'label-issues');
    assert.deepEqual(
      finding?.records.first.map(({ position }) => position),
      [...issues],
    );
    assert.deepEqual(new Set(issues), WRONG);
  });

  it('are named in the report, with their digest and what was assumed of them', async () => {
    const path = writeArray(table);
    const { report } = await scanned(path);
    const content = writeNpy({
      descr: '<f8',
      shape: [COUNT, 3],
      data: bytesOf(Float64Array.from(table.flat())),
    });
    const digest = `sha256:${hash('sha256', content)}`;
    assert.equal(report.dataset.probabilities?.digest, digest);
    assert.equal(report.dataset.probabilities?.classes, 3);
    const check = report.checks.find(({ id }) => id === 'label-issues');
    assert.match(check?.note ?? '', new RegExp(digest));
    assert.match(check?.note ?? '', /in the order of the sorted labels, first `blue`/);
  });

  it('may have their columns in any order where these are named, and rows with ids', async () => {
    const turned = table.map(([blue, green, red], at) => [`r${at}`, red, blue, green] as const);
    const path = writeCsv(turned as Table, ['id', 'red', 'blue', 'green']);
    const { report } = await scanned(path);
    const finding = report.findings.find(({ check }) => check.id === 'label-issues');
    assert.equal(finding?.records.total, WRONG.size);
  });

  const withRow = (at: number, row: readonly number[]): Table =>
    table.map((own, place) => (place === at ? row : own));
  const cases: readonly {
    readonly says: string;
    readonly path: () => string;
    readonly message: RegExp;
  }[] = [
    {
      says: 'another number of rows',
      path: () => writeCsv(table.slice(1)),
      message: /has 299 rows, and the data 300 records/,
    },
    {
      says: 'a value that is no number',
      path: () => writeCsv(withRow(6, [0.5, Number.NaN, 0.5])),
      message: /Row 7 of .* has NaN in column green/,
    },
    {
      says: 'a row that does not sum to one',
      path: () => writeCsv(withRow(9, [0.5, 0.5, 0.5])),
      message: /row 10 of .* sum to 1\.5, not to 1/,
    },
    {
      says: 'a class that the labels lack',
      path: () => writeCsv(table, ['blue', 'green', 'violet']),
      message: /has no column for the label `red`/,
    },
    {
      says: 'rows of other records',
      path: () =>
        writeCsv(
          table.map((row, at) => [`r${at === 17 ? 18 : at}`, ...row]),
          ['id', ...CLASSES],
        ),
      message: /Row 18 of .* is of `r18`, and record 18 of the data is `r17`/,
    },
    {
      says: 'columns in another order than the sorted labels',
      path: () => writeArray(table.map(([blue, green, red]) => [green, blue, red] as number[])),
      message: /seem to be in another order than the sorted labels/,
    },
  ];
  for (const { says, path, message } of cases)
    it(`are refused for ${says}`, async () => {
      await assert.rejects(scanned(path()), { name: 'CredenceError', message });
    });

  it('are refused where labels are missing, several for a record, or all the same', async () => {
    const path = writeArray(table);
    const message = (expected: RegExp): object => ({ code: 'DATA_UNSUPPORTED', message: expected });
    await assert.rejects(
      scanRows(
        rows.map((row, at) => (at === 3 ? { ...row, label: ['red', 'blue'] } : row)),
        { roles: { text: ['text'], label: ['label'] }, probabilities: path },
      ),
      message(/Record 4 of the data has 2 labels/),
    );
    await assert.rejects(
      scanRows(
        rows.map((row) => ({ ...row, label: 'red' })),
        { roles: { text: ['text'], label: ['label'] }, probabilities: path },
      ),
      message(/every record has the same label/),
    );
    await assert.rejects(
      scanRows(
        rows.map(({ text }) => ({ text })),
        { roles: { text: ['text'] }, probabilities: path },
      ),
      message(/there is no label column/),
    );
  });

  it('do not go with a sample, which leaves records out', async () => {
    await assert.rejects(scanned(writeArray(table), { sample: 100 }), { code: 'USAGE' });
  });
});
