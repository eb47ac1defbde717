import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../src/findings/finding.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ScanOutcome } from '../../../src/screening/scan.ts';
import { cleanCorpus, type Review } from '../corpus.ts';
import { scanRows, suspectedIn } from '../scan-rows.ts';

const RECORDS = 2400;
const [FROM, TO] = ['2026-04-01', '2026-05-01'];

function isThen({ written }: Review): boolean {
  return written >= FROM && written < TO;
}

function turned(row: Review): Review {
  return { ...row, label: row.label === 'praise' ? 'complaint' : 'praise' };
}

/** For a month, a third of all labels are turned round, whatever they were. */
function attacked(rows: readonly Review[]): Review[] {
  const random = seededRandom(71);
  return rows.map((row) => (isThen(row) && random() < 0.35 ? turned(row) : row));
}

/** As many labels are turned round at all times. */
function noisy(rows: readonly Review[]): Review[] {
  const random = seededRandom(72);
  return rows.map((row) => (random() < 0.12 ? turned(row) : row));
}

/** For a month, people write of another subject in words that hardly anybody else uses, and are labelled right. */
function drifted(rows: readonly Review[]): Review[] {
  const random = seededRandom(73);
  const word = (label: string): string => `${label.slice(0, 3)}${Math.floor(random() * 900)}`;
  return rows.map((row) =>
    isThen(row)
      ? {
          ...row,
          rating: 3,
          text: `the tenant of the flat on the upper floor ${word(row.label)} reports the stairs ${word(row.label)}`,
        }
      : row,
  );
}

function verdictOf({ report }: ScanOutcome): Pick<Finding, 'ladder' | 'attackClass'> | undefined {
  const found = report.findings.filter(({ check }) => check.id === 'availability');
  assert.ok(found.length <= 1);
  const [first] = found;
  return first && { ladder: first.ladder, attackClass: first.attackClass };
}

function noteOf({ report }: ScanOutcome): string {
  return report.checks.find(({ id }) => id === 'availability')?.note ?? '';
}

describe('errors that rise in both directions', () => {
  const rows = cleanCorpus({ seed: 70, count: RECORDS });

  it('are an attack where labels change and records do not', async () => {
    const found = await scanRows(attacked(rows));
    assert.deepEqual(verdictOf(found), {
      ladder: 'suspected-poisoning',
      attackClass: 'availability',
    });
    const finding = suspectedIn(found).find(({ check }) => check.id === 'availability');
    assert.match(finding?.summary ?? '', /2026-0[34].* to 2026-0[45].*labels that changed/);
    assert.ok((finding?.evidence.qValue ?? 1) < 1e-6);
    assert.match(noteOf(found), /an attack/);
  });

  it('are drift where records change and labels are right', async () => {
    const found = await scanRows(drifted(rows));
    assert.deepEqual(verdictOf(found), { ladder: 'drift', attackClass: null });
    assert.match(noteOf(found), /drift/);
  });

  it('are noise where they are as common everywhere', async () => {
    const found = await scanRows(noisy(rows));
    assert.deepEqual(verdictOf(found), { ladder: 'quality-issue', attackClass: null });
    assert.match(noteOf(found), /ordinary noise/);
    assert.deepEqual(suspectedIn(found), []);
  });

  it('are not there in clean data', async () => {
    const found = await scanRows(rows);
    assert.equal(verdictOf(found), undefined);
    assert.match(noteOf(found), /as often everywhere/);
  });

  it('cannot be looked for without sources and times', async () => {
    const { report } = await scanRows(
      rows.map(({ text, label }) => ({ text, label })),
      {
        roles: { text: ['text'], label: ['label'] },
      },
    );
    const check = report.checks.find(({ id }) => id === 'availability');
    assert.equal(check?.state, 'not-applicable');
  });
});
