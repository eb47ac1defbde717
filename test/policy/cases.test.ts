import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { decideAdmission } from '../../src/policy/decide-admission.ts';
import { decidePromotion } from '../../src/policy/decide-promotion.ts';
import { decideSource } from '../../src/policy/decide-source.ts';
import { decideTrainStart } from '../../src/policy/decide-train-start.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import type { Decision } from '../../src/policy/rule-outcome.ts';

const CASES = join(import.meta.dirname, 'cases');

interface Gate {
  /** The gate over facts as a case file writes them. */
  readonly decide: (facts: never, policy: Policy) => Decision;
  /** Every rule that it looks at in the base case, in order. */
  readonly rules: readonly string[];
}

const APPROVAL_RULES = ['rejections', 'separation-of-duties', 'approvals', 'approver-roles'];
const GATES: Readonly<Record<string, Gate>> = {
  admission: {
    decide: decideAdmission,
    rules: [
      ...['owner', 'integrity', 'source-approved', 'publisher-hash', 'provenance-complete', 'tier'],
      ...['tainted-share', 'screening-present', 'screening-fresh', 'screening-result'],
      ...['screening-checks', 'contributor-share', ...APPROVAL_RULES],
    ],
  },
  promotion: {
    decide: decidePromotion,
    rules: [
      ...['owner', 'integrity', 'model-files', 'inputs-admitted', 'suites', 'comparison', 'probes'],
      ...['sampling', ...APPROVAL_RULES],
    ],
  },
  source: {
    decide: decideSource,
    rules: [
      'source-listed',
      'source-tier',
      'owner',
      'source-revived',
      'rejections',
      'source-reviews',
    ],
  },
  'train-start': {
    decide: decideTrainStart,
    rules: [
      ...['version-state', 'admission-passed', 'integrity', 'owner', 'training-tier'],
      ...['tainted-share', 'provenance-complete', 'data-declared', 'scope'],
    ],
  },
};

function yaml(path: string): Record<string, unknown> {
  return existsSync(path) ? (parse(readFileSync(path, 'utf8')) ?? {}) : {};
}

for (const [gate, { decide, rules }] of Object.entries(GATES)) {
  describe(`the gate ${gate}`, () => {
    const base = yaml(join(CASES, gate, 'base.yaml'));
    const names = readdirSync(join(CASES, gate)).filter((name) => !name.endsWith('.yaml'));

    it('lists every rule that it looked at, in a fixed order', () => {
      assert.deepEqual(
        decide(base as never, readPolicy('', 'credence.yaml')).rules.map(({ rule }) => rule),
        rules,
      );
    });

    it('has cases', () => assert.ok(names.length > 10));

    for (const name of names) {
      it(`decides ${name}`, () => {
        const folder = join(CASES, gate, name);
        const policyFile = join(folder, 'policy.yaml');
        const policy = readPolicy(
          existsSync(policyFile) ? readFileSync(policyFile, 'utf8') : '',
          'policy.yaml',
        );
        const facts = { ...base, ...yaml(join(folder, 'facts.yaml')) };
        const decision = decide(facts as never, policy);
        const closed = decision.rules
          .filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable')
          .map(({ rule, subject, outcome }) => [
            subject === null ? rule : `${rule} ${subject}`,
            outcome,
          ]);
        assert.deepEqual(
          { verdict: decision.verdict, closed: Object.fromEntries(closed) },
          yaml(join(folder, 'expected.yaml')),
          JSON.stringify(decision.rules, null, 1),
        );
      });
    }
  });
}
