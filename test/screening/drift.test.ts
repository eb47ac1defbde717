import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanCorpus } from './corpus.ts';
import { ROLES, type scanRows as Scan, scanRows, writeRows } from './scan-rows.ts';

type Found = Awaited<ReturnType<typeof Scan>>;

function driftIn({ report }: Found): string[] {
  return report.findings
    .filter(({ check }) => check.id === 'drift')
    .map(({ pattern }) => (pattern.kind === 'column' ? pattern.column : ''));
}

describe('drift', () => {
  const rows = cleanCorpus({ seed: 21, count: 1500 });
  const baseline = [writeRows(cleanCorpus({ seed: 22, count: 1500 }))];

  it('is none between two draws of the same', async () => {
    const found = await scanRows(rows, { baseline });
    assert.deepEqual(driftIn(found), []);
    assert.equal(found.report.checks.find(({ id }) => id === 'drift')?.state, 'ran');
  });

  it('is named by column and by what moved, and fails no scan', async () => {
    const later = rows.map((row, at) =>
      at % 3 === 0 ? { ...row, region: 'overseas', rating: 9 } : row,
    );
    const found = await scanRows(later, { baseline });
    assert.deepEqual(driftIn(found).sort(), ['rating', 'region']);
    const region = found.report.findings.find(({ summary }) => /region/.test(summary));
    assert.match(region?.summary ?? '', /“overseas” 0 % → 33\.3 %/);
    assert.deepEqual([region?.ladder, found.report.verdict], ['drift', 'pass']);
  });

  it('refuses a baseline that lacks a column, and is not applicable without one', async () => {
    const other = [writeRows(rows.map(({ region, ...rest }) => ({ ...rest, county: region })))];
    const { region: _, ...roles } = { region: 0, ...ROLES };
    const found = await scanRows(rows, {
      baseline: other,
      roles: { ...roles, field: ['region', 'rating'] },
    }).catch((error: unknown) => error);
    assert.ok(found instanceof Error, 'a role that the baseline lacks is refused');
    const alone = await scanRows(rows);
    const check = alone.report.checks.find(({ id }) => id === 'drift');
    assert.deepEqual([check?.state, check?.note], ['not-applicable', 'no baseline was given']);
  });
});
