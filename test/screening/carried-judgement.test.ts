import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Finding } from '../../src/findings/finding.ts';
import { type Decision, readDecisions } from '../../src/screening/decisions.ts';
import type { ScanOutcome } from '../../src/screening/scan.ts';
import { cleanCorpus } from './corpus.ts';
import { plantPhrase, WORD } from './plantings.ts';
import { scanRows, suspectedIn, writeRows } from './scan-rows.ts';

const { rows, planted } = plantPhrase(cleanCorpus({ seed: 1, count: 1500 }), WORD, {
  seed: 8,
  count: 40,
});

describe('a decision', () => {
  let open: ScanOutcome;
  let finding: Finding;

  before(async () => {
    open = await scanRows(rows);
    finding = suspectedIn(open)[0] as Finding;
  });

  const decision = (changes: Partial<Decision> = {}): Decision => ({
    pattern: finding.fingerprint,
    verdict: 'accepted',
    reason: 'A brand of ours.',
    by: 'r.okafor',
    ...changes,
  });

  it('takes an accepted pattern out of the verdict, and its risk off the records', async () => {
    for (const pattern of [
      finding.fingerprint,
      finding.fingerprint.slice('sha256:'.length, 'sha256:'.length + 12),
    ]) {
      const accepted = await scanRows(rows, {
        decisions: [decision({ pattern, expires: '2999-01-01' })],
      });
      assert.deepEqual([accepted.report.verdict, accepted.report.flaggedRecords], ['pass', 0]);
      assert.notEqual(accepted.report.ladder, 'suspected-poisoning');
      const listed = accepted.report.findings.find(
        ({ fingerprint }) => fingerprint === finding.fingerprint,
      );
      assert.deepEqual(listed?.decision, {
        verdict: 'accepted',
        reason: 'A brand of ours.',
        by: 'r.okafor',
        expires: '2999-01-01',
      });
      for (const at of planted)
        assert.ok(
          (accepted.scores.risk[at] as number) < 0.5 && (open.scores.risk[at] as number) > 0.5,
        );
    }
  });

  it('decides nothing once it has expired, nor of another pattern', async () => {
    for (const other of [
      decision({ expires: '2020-01-01' }),
      decision({ pattern: 'sha256:000000000000' }),
    ]) {
      const { report } = await scanRows(rows, { decisions: [other] });
      assert.equal(report.verdict, 'fail');
      assert.equal(
        report.findings.find(({ fingerprint }) => fingerprint === finding.fingerprint)?.decision,
        null,
      );
    }
  });

  it('holds on its last day', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { report } = await scanRows(rows, { decisions: [decision({ expires: today })] });
    assert.equal(report.verdict, 'pass');
  });

  it('carries to a later version with other records', async () => {
    const later = plantPhrase(cleanCorpus({ seed: 9, count: 1500 }), WORD, { seed: 8, count: 35 });
    const { report } = await scanRows(later.rows, { decisions: [decision()] });
    assert.equal(report.verdict, 'pass');
  });
});

describe('a baseline', () => {
  it('makes what it holds no news, and nothing else', async () => {
    const known = await scanRows(rows, { baseline: [writeRows(rows)] });
    assert.deepEqual([known.report.verdict, suspectedIn(known)], ['pass', []]);
    assert.equal(known.report.dataset.baseline?.records, rows.length);
    const fresh = await scanRows(rows, {
      baseline: [writeRows(cleanCorpus({ seed: 3, count: 1500 }))],
    });
    assert.deepEqual(
      suspectedIn(fresh).map(({ pattern }) => pattern),
      [{ kind: 'word-sequence', words: [WORD] }],
    );
  });

  it('may spill beside the data', async () => {
    const { report } = await scanRows(rows, { baseline: [writeRows(rows)], memory: 1 });
    assert.equal(report.verdict, 'pass');
  });
});

describe('readDecisions', () => {
  const file = (text: string): string => {
    const path = writeRows([], 'decisions.yaml');
    writeFileSync(path, text);
    return path;
  };
  const entry = (lines: string): string =>
    file(`decisions:\n  - ${lines.split('\n').join('\n    ')}\n`);

  it('reads what people write', async () => {
    const path = entry(
      'pattern: sha256:0123456789ab\nverdict: accepted\nreason: ours\nby: me\nexpires: 2030-01-31',
    );
    assert.deepEqual(await readDecisions(path), [
      {
        pattern: 'sha256:0123456789ab',
        verdict: 'accepted',
        reason: 'ours',
        by: 'me',
        expires: '2030-01-31',
      },
    ]);
  });

  for (const [wrong, lines, where] of [
    [
      'a pattern that is no fingerprint',
      'pattern: zorvex\nverdict: accepted\nreason: ours\nby: me',
      /decisions\.0\.pattern/,
    ],
    [
      'too few digits',
      'pattern: 0123456789a\nverdict: accepted\nreason: ours\nby: me',
      /decisions\.0\.pattern/,
    ],
    [
      'another verdict',
      'pattern: 0123456789ab\nverdict: rejected\nreason: ours\nby: me',
      /decisions\.0\.verdict/,
    ],
    [
      'no reason',
      "pattern: 0123456789ab\nverdict: accepted\nreason: ''\nby: me",
      /decisions\.0\.reason/,
    ],
    [
      'a day that does not exist',
      'pattern: 0123456789ab\nverdict: accepted\nreason: ours\nby: me\nexpires: 2030-02-31',
      /decisions\.0\.expires/,
    ],
    [
      'a misspelt member, which might mean an end that is not kept',
      'pattern: 0123456789ab\nverdict: accepted\nreason: ours\nby: me\nexpire: 2030-01-31',
      /decisions\.0.*expire/,
    ],
  ] as const) {
    it(`refuses ${wrong}, and names the place`, async () => {
      await assert.rejects(readDecisions(entry(lines)), { code: 'CONFIG_INVALID', message: where });
    });
  }

  it('refuses what is no YAML, aliases, and a file that is not there', async () => {
    await assert.rejects(readDecisions(file('decisions: [')), { code: 'CONFIG_INVALID' });
    await assert.rejects(readDecisions(file('a: &a [1]\ndecisions: *a')), {
      code: 'CONFIG_INVALID',
    });
    await assert.rejects(readDecisions('/nowhere/decisions.yaml'), { code: 'FILE_NOT_FOUND' });
  });
});
