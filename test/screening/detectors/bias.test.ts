import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../src/findings/finding.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ScanOutcome } from '../../../src/screening/scan.ts';
import { cleanCorpus, type Review } from '../corpus.ts';
import { scanRows, suspectedIn, writeRows } from '../scan-rows.ts';

const RECORDS = 1600;
const groups = ['region'];

function findingsIn({ report }: ScanOutcome): Finding[] {
  return report.findings.filter(({ check }) => check.id === 'bias');
}

function checkOf({ report }: ScanOutcome): { state?: string; note?: string } {
  return report.checks.find(({ id }) => id === 'bias') ?? {};
}

describe('outcomes between groups', () => {
  const rows = cleanCorpus({ seed: 91, count: RECORDS });
  const baseline = [writeRows(cleanCorpus({ seed: 92, count: RECORDS }))];

  it('are suspect where labels of one group were moved and its records were not', async () => {
    const random = seededRandom(93);
    const biased = rows.map((row) =>
      row.region === 'south' && row.label === 'praise' && random() < 0.5
        ? { ...row, label: 'complaint' }
        : row,
    );
    const found = await scanRows(biased, { baseline, groups });
    const suspected = suspectedIn(found).find(({ check }) => check.id === 'bias');
    assert.equal(suspected?.attackClass, 'bias-injection');
    assert.deepEqual(suspected?.pattern, {
      kind: 'field-values',
      fields: [{ field: 'region', value: 'south' }],
    });
    assert.match(suspected?.summary ?? '', /95 % interval/);
    assert.match(suspected?.suggestedAction ?? '', /unlawful/);
    assert.ok((suspected?.evidence.qValue ?? 1) < 0.001);
  });

  it('are drift where the records of a group moved with its labels', async () => {
    const praise = rows.filter(({ label }) => label === 'praise');
    const random = seededRandom(94);
    const moved = rows.map((row): Review => {
      if (row.region !== 'south' || row.label !== 'complaint' || random() > 0.5) return row;
      const other = praise[Math.floor(random() * praise.length)] as Review;
      return { ...other, region: 'south' };
    });
    const found = await scanRows(moved, { baseline, groups });
    const ladders = new Set(findingsIn(found).map(({ ladder }) => ladder));
    assert.deepEqual([...ladders], ['drift']);
  });

  it('are no finding where they are as they were', async () => {
    const found = await scanRows(rows, { baseline, groups });
    assert.deepEqual(findingsIn(found), []);
    assert.match(checkOf(found).note ?? '', /4 groups by region: “.*” for .* % of “/);
  });

  it('are taken by combinations of columns', async () => {
    const found = await scanRows(rows, { baseline, groups: ['region', 'shop'] });
    assert.deepEqual(findingsIn(found), []);
    assert.match(checkOf(found).note ?? '', /24 groups by region and shop/);
  });

  it('need groups, a baseline to compare with, and columns that make groups', async () => {
    assert.equal(checkOf(await scanRows(rows, { baseline })).state, 'not-applicable');
    assert.match(checkOf(await scanRows(rows, { groups })).note ?? '', /no baseline/);
    const unknown = checkOf(await scanRows(rows, { groups: ['colour'] }));
    assert.equal(unknown.state, 'not-run');
    assert.match(unknown.note ?? '', /no field `colour`/);
  });
});
