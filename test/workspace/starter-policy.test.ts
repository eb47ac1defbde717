import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { STARTER_POLICY } from '../../src/workspace/starter-policy.ts';

it('the first policy is valid as it is, and with each example taken out of its comment', () => {
  const { settings } = readPolicy(STARTER_POLICY, 'credence.yaml');
  assert.deepEqual(settings.sources.allow, []);
  const examples = STARTER_POLICY.replaceAll(/^# ( *(?:- |[a-z]\w*:).*)$/gm, '$1');
  const { settings: all } = readPolicy(examples, 'credence.yaml');
  assert.equal(all.sources.allow.length, 2);
  assert.equal(all.screening.holdOn, 'drift');
  assert.equal(all.screening.tiers['untrusted']?.failOn, 'drift');
  assert.equal(all.contributors.maxShare, 0.2);
  assert.equal(all.datasets.length, 1);
});
