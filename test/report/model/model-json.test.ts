import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CredenceError } from '../../../src/core/error.ts';
import { parseModelScanReport } from '../../../src/findings/model-scan-report-schema.ts';
import { modelReportJsonSchema, renderModelJson } from '../../../src/report/model/model-json.ts';
import { MODEL_REPORTS } from './sample-model-report.ts';

const SCHEMA_FILE = join(import.meta.dirname, '../../../docs/model-scan-report.schema.json');
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(modelReportJsonSchema());

for (const [name, report] of Object.entries(MODEL_REPORTS)) {
  test(`the ${name} report on model files comes back from its JSON, valid by the published schema`, () => {
    const json = JSON.parse(renderModelJson(report));
    assert.deepEqual(parseModelScanReport(json), report);
    assert.ok(validate(json), JSON.stringify(validate.errors?.slice(0, 3)));
  });
}

test('the schema file is current (node --test --test-update-snapshots test/report/model/model-json.test.ts)', (t) => {
  const schema = `${JSON.stringify(modelReportJsonSchema(), null, 2)}\n`;
  t.assert.fileSnapshot(schema, SCHEMA_FILE, { serializers: [(value: string) => value] });
});

test('the schema refuses what is wrong in a member of a member', () => {
  const json = JSON.parse(renderModelJson(MODEL_REPORTS['fail'] ?? assert.fail()));
  const nested = json.files.find(({ format }: { format: string }) => format === 'tar');
  nested.members[1].members[0].verdict = 'clean';
  assert.equal(validate(json), false);
  assert.throws(
    () => parseModelScanReport(json),
    (error) =>
      error instanceof CredenceError &&
      error.code === 'REPORT_INVALID' &&
      error.message.includes('members.1.members.0.verdict'),
  );
});

test('JSON of hostile files holds nothing that a reader does not see', () => {
  const json = renderModelJson(MODEL_REPORTS['hostile'] ?? assert.fail());
  assert.doesNotMatch(json, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]/u);
});
