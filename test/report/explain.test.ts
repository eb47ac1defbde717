import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CredenceError } from '../../src/core/error.ts';
import { renderFinding } from '../../src/report/explain.ts';
import { SAMPLE_REPORTS, ticketReport } from './sample-report.ts';
import { TICKET_FINDINGS, TICKET_QUALITY } from './ticket-findings.ts';

const OPTIONS = { color: false, width: 90, redact: false };
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}/u;
const report = ticketReport({ findings: TICKET_FINDINGS, quality: TICKET_QUALITY, flagged: 311 });
const first = TICKET_FINDINGS[0] ?? assert.fail();

test('one finding is told whole, with its rows', (t) => {
  t.assert.fileSnapshot(
    renderFinding(report, first.id, OPTIONS),
    join(import.meta.dirname, 'fixtures', 'explain.txt'),
    { serializers: [(value: string) => value] },
  );
});

test('a finding answers to the beginning of its fingerprint, and quality issues do too', () => {
  const whole = renderFinding(report, first.id, OPTIONS);
  assert.equal(renderFinding(report, first.fingerprint, OPTIONS), whole);
  assert.equal(renderFinding(report, first.fingerprint.slice(7, 15), OPTIONS), whole);
  const quality = TICKET_QUALITY[0] ?? assert.fail();
  assert.match(renderFinding(report, quality.id, OPTIONS), /empty text/);
});

test('an unknown name is refused with the names that there are', () => {
  assert.throws(
    () => renderFinding(report, 'TR-none\u001b[2J', OPTIONS),
    (error) => {
      assert.ok(error instanceof CredenceError);
      assert.equal(error.code, 'USAGE');
      assert.doesNotMatch(error.message, UNSEEN);
      for (const { id } of TICKET_FINDINGS) assert.ok(error.hint?.includes(id));
      return true;
    },
  );
});

test('a prefix that several findings share is refused with their names', () => {
  assert.throws(
    () => renderFinding(report, '', OPTIONS),
    (error) => error instanceof CredenceError && /7 findings match/.test(error.message),
  );
});

test('hostile text is made visible in every part', () => {
  const hostile = SAMPLE_REPORTS['hostile']?.() ?? assert.fail();
  for (const { fingerprint } of hostile.findings) {
    const shown = renderFinding({ ...hostile, quality: [] }, fingerprint, OPTIONS);
    assert.doesNotMatch(shown, UNSEEN);
  }
});
