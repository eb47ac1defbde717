import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../src/findings/finding.ts';
import { cleanCorpus, type Review } from './corpus.ts';
import { scanRows, suspectedIn } from './scan-rows.ts';

const AUTHORS = 12;
const CULPRIT = 'author-3';

function byTwelve(rows: readonly Review[]): Review[] {
  return rows.map((row, at) => ({ ...row, author: `author-${at % AUTHORS}` }));
}

function findingsOf(findings: readonly Finding[], check: string): Finding[] {
  return findings.filter((finding) => finding.check.id === check);
}

const turn = (row: Review): Review => ({
  ...row,
  label: row.label === 'praise' ? 'complaint' : 'praise',
});

describe('given labels', () => {
  const rows = byTwelve(cleanCorpus({ seed: 31, count: 2400 }));

  it('raise no suspicion where all labellers are honest', async () => {
    const found = await scanRows(rows);
    assert.deepEqual(suspectedIn(found), []);
    assert.deepEqual(findingsOf(found.report.findings, 'labellers'), []);
  });

  it('are probably wrong where they were turned round, as a matter of quality', async () => {
    const turned = new Set(rows.keys().filter((at) => at % 29 === 0));
    const { report, scores } = await scanRows(
      rows.map((row, at) => (turned.has(at) ? turn(row) : row)),
    );
    const [finding] = findingsOf(report.findings, 'label-issues');
    assert.equal(finding?.ladder, 'quality-issue');
    assert.equal(report.verdict, 'pass');
    const first = [...scores.risk.keys()]
      .sort((a, b) => (scores.risk[b] as number) - (scores.risk[a] as number))
      .slice(0, turned.size);
    const right = first.filter((at) => turned.has(at)).length;
    assert.ok(right > 0.7 * turned.size, `${right} of ${turned.size} among the first`);
  });

  it('lead to the labeller who turned them round', async () => {
    const found = await scanRows(
      rows.map((row, at) => (row.author === CULPRIT && at % 5 < 3 ? turn(row) : row)),
    );
    const [first] = findingsOf(found.report.findings, 'labellers');
    assert.deepEqual(
      [first?.ladder, first?.attackClass, first?.pattern],
      [
        'suspected-poisoning',
        'label-flip',
        { kind: 'field-values', fields: [{ field: 'author', value: CULPRIT }] },
      ],
    );
    assert.ok((first?.evidence.qValue ?? 1) < 1e-6);
  });
});
