import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { digestOf } from '../../src/core/digest.ts';
import type { ScanReport } from '../../src/findings/scan-report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { SAMPLE_REPORTS, ticketReport } from './sample-report.ts';
import { TICKET_FINDINGS } from './ticket-findings.ts';

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, 'schemas/sarif-2.1.0.schema.json'), 'utf8'),
);

// Patterns of the schema are not Unicode regular expressions (its `language` has a lone bracket).
const ajv = new Ajv({ allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(SCHEMA);

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly level: string }[];
  }[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly suppressions?: readonly { readonly justification: string }[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly locations: readonly {
      readonly physicalLocation: Readonly<Record<string, { readonly uri: string }>>;
      readonly properties?: { readonly position: number };
    }[];
  }[];
}

function runOf(report: ScanReport): Run {
  return JSON.parse(renderSarif(report, { redact: false })).runs[0];
}

for (const [name, sample] of Object.entries(SAMPLE_REPORTS)) {
  test(`the ${name} report is valid SARIF 2.1.0`, () => {
    for (const redact of [false, true]) {
      const valid = validate(JSON.parse(renderSarif(sample(), { redact })));
      assert.ok(valid, JSON.stringify(validate.errors?.slice(0, 3)));
    }
  });

  test(`every result of the ${name} report has its rule`, () => {
    const { tool, results } = runOf(sample());
    const rules = tool.driver.rules.map(({ id }) => id);
    assert.equal(new Set(rules).size, rules.length);
    for (const { ruleId } of results) assert.ok(rules.includes(ruleId));
  });
}

test('the validator refuses what is not SARIF', () => {
  assert.equal(validate({ version: '2.1.0', runs: [{}] }), false);
});

test('a finding is a result with its level, its fingerprint and the positions of its records', () => {
  const { results } = runOf(ticketReport({ findings: TICKET_FINDINGS, quality: [], flagged: 1 }));
  assert.deepEqual(
    results.map(({ level }) => level),
    ['error', 'error', 'error', 'error', 'note'],
  );
  const [first] = results;
  assert.equal(first?.partialFingerprints['credencePattern/v1'], TICKET_FINDINGS[0]?.fingerprint);
  assert.equal(first?.locations[0]?.properties?.position, 131);
});

test('a record is located by its position; no line is invented', () => {
  const { results } = runOf(ticketReport({ findings: TICKET_FINDINGS, quality: [], flagged: 1 }));
  for (const { physicalLocation } of results.flatMap(({ locations }) => locations)) {
    assert.deepEqual(physicalLocation, { artifactLocation: { uri: 'data/support-tickets.jsonl' } });
  }
});

test('of a dataset in several files, the folder that holds them all is named', () => {
  const report = ticketReport({ findings: TICKET_FINDINGS, quality: [], flagged: 1 });
  const files = ['data/2026/a b.csv', 'data/2026/b.csv', 'data/old/#1.csv'].map((path) => ({
    path,
    format: 'csv',
    bytes: 1,
    digest: digestOf(path),
  }));
  const { results } = runOf({ ...report, dataset: { ...report.dataset, files } });
  assert.equal(results[0]?.locations[0]?.physicalLocation['artifactLocation']?.uri, 'data/');
});

test('a kept decision suppresses its result, and says why', () => {
  const [result] = runOf(SAMPLE_REPORTS['decided']?.() ?? assert.fail()).results;
  assert.match(result?.suppressions?.[0]?.justification ?? '', /slogan/);
});

test('a check that did not run makes the execution unsuccessful, and is notified', () => {
  const [invocation] = runOf(SAMPLE_REPORTS['inconclusive']?.() ?? assert.fail()).invocations;
  assert.equal(invocation?.executionSuccessful, false);
  const levels = invocation?.toolExecutionNotifications.map(({ level }) => level);
  assert.deepEqual(levels, ['error', 'warning', 'warning', 'note', 'note']);
});
