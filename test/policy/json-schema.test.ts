import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';

const SCHEMA_FILE = join(import.meta.dirname, '../../docs/credence.schema.json');
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  policyJsonSchema(),
);

test('the schema file is current (node --test --test-update-snapshots test/policy/json-schema.test.ts)', (t) => {
  const schema = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
  t.assert.fileSnapshot(schema, SCHEMA_FILE, { serializers: [(value: string) => value] });
});

test('an editor accepts what Credence accepts, and refuses what it refuses', () => {
  const accepted = [
    {},
    { datasets: [{ files: '*.csv', roles: { text: 'a', label: ['b'] } }] },
    { sources: { types: { scraped: { tier: 'untrusted', reviews: 2 } } } },
    { screening: { tiers: { untrusted: { failOn: 'drift' } } } },
  ];
  const refused = [
    { approval: {} },
    { datasets: [{ files: '*.csv', roles: { lable: 'a' } }] },
    { sources: { types: { scrapd: {} } } },
    { verdicts: { expireAfter: 'soon' } },
  ];
  for (const value of accepted) assert.ok(validate(value), JSON.stringify(validate.errors));
  for (const value of refused) assert.equal(validate(value), false, JSON.stringify(value));
});
