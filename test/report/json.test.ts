import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CredenceError } from '../../src/core/error.ts';
import type { ScanReport } from '../../src/findings/scan-report.ts';
import { parseScanReport } from '../../src/findings/scan-report-schema.ts';
import { renderJson, reportJsonSchema } from '../../src/report/json.ts';
import { SAMPLE_REPORTS, ticketReport } from './sample-report.ts';

const SCHEMA_FILE = join(import.meta.dirname, '../../docs/scan-report.schema.json');
const pass = () => ticketReport({ findings: [], quality: [], flagged: 0 });

for (const [name, sample] of Object.entries(SAMPLE_REPORTS)) {
  test(`the ${name} report comes back from its JSON unchanged`, () => {
    const report = sample();
    const json = renderJson(report, { redact: false });
    assert.deepEqual(parseScanReport(JSON.parse(json)), report);
  });

  test(`the ${name} report is valid by the published schema`, () => {
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(reportJsonSchema());
    for (const redact of [false, true]) {
      assert.ok(validate(JSON.parse(renderJson(sample(), { redact }))), validate.errors?.join());
    }
  });
}

test('the schema file is current (node --test --test-update-snapshots test/report/json.test.ts)', (t) => {
  const schema = `${JSON.stringify(reportJsonSchema(), null, 2)}\n`;
  t.assert.fileSnapshot(schema, SCHEMA_FILE, { serializers: [(value: string) => value] });
});

test('JSON holds nothing that a reader does not see', () => {
  const json = renderJson(SAMPLE_REPORTS['hostile']?.() ?? pass(), { redact: false });
  assert.doesNotMatch(json, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]/u);
});

test('fields of a later version are tolerated', () => {
  const later = { ...pass(), signature: 'abc', dataset: { ...pass().dataset, rows: 3 } };
  assert.deepEqual(parseScanReport(JSON.parse(JSON.stringify(later))), pass());
});

test('a report that is not one is refused with the path of what is wrong', () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [null, /the document/],
    [[], /the document/],
    [{ ...pass(), schemaVersion: 2 }, /schemaVersion/],
    [{ ...pass(), dataset: { ...pass().dataset, digest: 'sha256:00' } }, /dataset\.digest/],
    [{ ...pass(), checks: [{ id: 3 }] }, /checks\[0\]\.id/],
    [{ ...pass(), verdict: 'clean' }, /verdict/],
  ];
  for (const [json, path] of cases) {
    assert.throws(
      () => parseScanReport(json),
      (error) =>
        error instanceof CredenceError &&
        error.code === 'REPORT_INVALID' &&
        path.test(error.message),
    );
  }
});

test('an infinity becomes the largest number, and no number at all is refused', () => {
  const withSeconds = (seconds: number): ScanReport => ({ ...pass(), seconds });
  const json = renderJson(withSeconds(Number.POSITIVE_INFINITY), { redact: false });
  assert.equal(parseScanReport(JSON.parse(json)).seconds, Number.MAX_VALUE);
  assert.throws(
    () => renderJson(withSeconds(Number.NaN), { redact: false }),
    (error) => error instanceof CredenceError && error.code === 'INTERNAL',
  );
});
