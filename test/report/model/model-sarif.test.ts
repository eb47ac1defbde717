import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { ModelScanReport } from '../../../src/findings/model-file-report.ts';
import { renderModelSarif } from '../../../src/report/model/model-sarif.ts';
import { FAILING, HELD, MODEL_REPORTS, modelReport, NESTED } from './sample-model-report.ts';

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../schemas/sarif-2.1.0.schema.json'), 'utf8'),
);

// Patterns of the schema are not Unicode regular expressions (its `language` has a lone bracket).
const ajv = new Ajv({ allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(SCHEMA);

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string; readonly index: number };
  readonly region?: { readonly byteOffset: number; readonly byteLength: number };
}

interface Located {
  readonly physicalLocation: PhysicalLocation;
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly artifacts: readonly {
    readonly location: { uri: string };
    readonly parentIndex?: number;
  }[];
  readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly locations: readonly Located[];
    readonly relatedLocations?: readonly Located[];
  }[];
}

function runOf(report: ModelScanReport): Run {
  return JSON.parse(renderModelSarif(report)).runs[0];
}

for (const [name, report] of Object.entries(MODEL_REPORTS)) {
  test(`the ${name} report on model files is valid SARIF 2.1.0, with a rule for each result`, () => {
    const valid = validate(JSON.parse(renderModelSarif(report)));
    assert.ok(valid, JSON.stringify(validate.errors?.slice(0, 3)));
    const { tool, results, artifacts } = runOf(report);
    const rules = tool.driver.rules.map(({ id }) => id);
    assert.equal(new Set(rules).size, rules.length);
    for (const { ruleId, locations, relatedLocations = [] } of results) {
      assert.ok(rules.includes(ruleId));
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { uri, index } = physicalLocation.artifactLocation;
        assert.equal(artifacts[index]?.location.uri, uri);
      }
    }
  });
}

test('a finding is a result with its region in bytes', () => {
  const { results } = runOf(modelReport('fail', [FAILING]));
  assert.deepEqual(
    results.map(({ ruleId, level }) => [ruleId, level]),
    [
      ['pickle.forbidden-call', 'error'],
      ['pickle.broken', 'error'],
    ],
  );
  assert.deepEqual(results[0]?.locations[0]?.physicalLocation, {
    artifactLocation: { uri: 'models/churn.pkl', index: 0 },
    region: { byteOffset: 499, byteLength: 1 },
  });
});

test('a finding in a member lies at the file that can be opened, and names the member’s bytes beside it', () => {
  const { results, artifacts } = runOf(modelReport('fail', [HELD, NESTED]));
  assert.deepEqual(
    artifacts.map(({ location, parentIndex }) => [location.uri, parentIndex]),
    [
      ['models/own.pkl', undefined],
      ['models/%231%20(final).tar', undefined],
      ['inner.zip', 1],
      ['a/data.pkl', 2],
    ],
  );
  const [held, nested] = results;
  assert.equal(held?.level, 'warning');
  assert.deepEqual(nested?.locations[0]?.physicalLocation, {
    artifactLocation: { uri: 'models/%231%20(final).tar', index: 1 },
  });
  assert.deepEqual(nested?.relatedLocations?.[0]?.physicalLocation, {
    artifactLocation: { uri: 'a/data.pkl', index: 3 },
    region: { byteOffset: 499, byteLength: 1 },
  });
});

test('a scan that did not see everything was not successful', () => {
  const successful = (report: ModelScanReport | undefined): boolean | undefined =>
    runOf(report ?? assert.fail()).invocations[0]?.executionSuccessful;
  assert.equal(successful(MODEL_REPORTS['pass']), true);
  assert.equal(successful(MODEL_REPORTS['inconclusive']), false);
  assert.equal(successful(MODEL_REPORTS['nothing']), false);
});
