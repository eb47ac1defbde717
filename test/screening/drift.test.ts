import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CredenceError } from '../../src/core/error.ts';
import { cleanCorpus, type Review } from './corpus.ts';
import { ROLES, type scanRows as Scan, scanRows, writeRows } from './scan-rows.ts';

/** In each region other products; of every product as many as before. */
const PRODUCTS_OF: Readonly<Record<string, readonly [string, string]>> = {
  north: ['kettle', 'toaster'],
  south: ['lamp', 'heater'],
  east: ['blender', 'fan'],
  west: ['scale', 'clock'],
};

type Found = Awaited<ReturnType<typeof Scan>>;

const TOGETHER = 'all columns together';

function driftIn({ report }: Found): string[] {
  return report.findings
    .filter(({ check }) => check.id === 'drift')
    .map(({ pattern }) => (pattern.kind === 'column' ? pattern.column : ''));
}

function noteOf({ report }: Found): string {
  return report.checks.find(({ id }) => id === 'drift')?.note ?? '';
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
    assert.deepEqual(driftIn(found).sort(), [TOGETHER, 'rating', 'region']);
    const region = found.report.findings.find(({ summary }) => /region/.test(summary));
    assert.match(region?.summary ?? '', /“overseas” 0 % → 33\.3 %/);
    assert.deepEqual([region?.ladder, found.report.verdict], ['drift', 'pass']);
  });

  it('is seen in columns that move together while each stays as it was', async () => {
    const bound = (all: readonly Review[]): Review[] =>
      all.map((row, at) =>
        row.shop !== 'shop-6' ? { ...row, product: PRODUCTS_OF[row.region]?.[at & 1] ?? '' } : row,
      );
    const found = await scanRows(bound(rows), { baseline });
    const together = found.report.findings.find(
      ({ pattern }) => pattern.kind === 'column' && pattern.column === TOGETHER,
    );
    assert.deepEqual(driftIn(found), [TOGETHER]);
    assert.match(together?.grounds.join(' ') ?? '', /energy distance/);
    assert.ok((together?.evidence.qValue ?? 1) < 0.001 && found.report.verdict === 'pass');
  });

  it('is named by the slice in which it is concentrated', async () => {
    const later = rows.map((row) =>
      row.shop === 'shop-2'
        ? { ...row, text: `${row.text} Sent from the terminal at the till.` }
        : row,
    );
    const found = await scanRows(later, { baseline });
    const together = found.report.findings.find(
      ({ pattern }) => pattern.kind === 'column' && pattern.column === TOGETHER,
    );
    assert.match(together?.summary ?? '', /most in shop “shop-2”/);
    assert.match(together?.grounds.join(' ') ?? '', /“terminal” 0.0 % → 1\d.\d %/);
  });

  it('says which columns only one of both has', async () => {
    const other = [writeRows(rows.map(({ region, ...rest }) => ({ ...rest, county: region })))];
    const found = await scanRows(rows, { baseline: other, roles: {} });
    assert.match(noteOf(found), /not in the baseline: region/);
    assert.match(noteOf(found), /only in the baseline: county/);
  });

  it('stands against the one baseline that was recorded, and against no other', async () => {
    const recorded = (await scanRows(rows, { baseline })).report.dataset.baseline?.digest;
    const again = await scanRows(rows, { baseline, baselineDigest: recorded });
    assert.equal(again.report.dataset.baseline?.digest, recorded);
    const learnt = [writeRows([...cleanCorpus({ seed: 22, count: 1500 }), rows[0] as Review])];
    const refused = scanRows(rows, { baseline: learnt, baselineDigest: recorded });
    await assert.rejects(refused, { code: 'INTEGRITY_FAILED' });
  });

  it('refuses a baseline that lacks a column, and is not applicable without one', async () => {
    const other = [writeRows(rows.map(({ region, ...rest }) => ({ ...rest, county: region })))];
    const { region: _, ...roles } = { region: 0, ...ROLES };
    const found = await scanRows(rows, {
      baseline: other,
      roles: { ...roles, field: ['region', 'rating'] },
    }).catch((error: unknown) => error);
    assert.ok(found instanceof CredenceError, 'a role that the baseline lacks is refused');
    assert.match(found.message, /baseline/);
    const alone = await scanRows(rows);
    const check = alone.report.checks.find(({ id }) => id === 'drift');
    assert.deepEqual([check?.state, check?.note], ['not-applicable', 'no baseline was given']);
  });
});
