import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { digestOf } from '../../src/core/digest.ts';
import { CredenceError } from '../../src/core/error.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const WRONG: readonly (readonly [text: string, message: string])[] = [
  ['aproval: 3', 'credence.yaml:1:1: unknown key "aproval"; did you mean approvals?'],
  [
    'approvals:\n  rules:\n    - people: lots',
    'credence.yaml:3:15: approvals.rules[0].people: must be a number.',
  ],
  [
    'screening:\n  failOn: never',
    'credence.yaml:2:11: screening.failOn: must be one of quality-issue, drift, suspected-poisoning, confirmed-poisoning.',
  ],
  [
    'approvals: { rules: [{ people: 2, tiers: [trustd] }] }',
    'credence.yaml:1:43: approvals.rules[0].tiers[0]: there is no tier "trustd"; did you mean trusted?',
  ],
  [
    'sources:\n  types:\n    scrapd: {}',
    'credence.yaml:3:5: unknown key "scrapd" in sources.types; did you mean scraped?',
  ],
  [
    'verdicts: { expireAfter: soon }',
    'credence.yaml:1:26: verdicts.expireAfter: must be a span of time such as 12h, 90d or 2w.',
  ],
  ['owners: {}\nowners: {}', 'credence.yaml:2:1: is not YAML: Map keys must be unique.'],
  [
    'datasets: !!js/function x',
    'credence.yaml:1:11: is not YAML: Unresolved tag: tag:yaml.org,2002:js/function.',
  ],
  [
    'a: &a [b]\ndatasets: *a',
    'credence.yaml:2:11: holds an alias, and this file is plain data: write the value out.',
  ],
  ['- a', 'credence.yaml:1:1: the file: must be keys with values.'],
  [
    'separationOfDuties:\n  groups: 3',
    'credence.yaml:2:11: separationOfDuties.groups: must be any, none or a list of groups.',
  ],
];

describe('a policy', () => {
  for (const [text, message] of WRONG) {
    it(`says where and what to do about ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => readPolicy(text, 'credence.yaml'),
        (error) => {
          assert.ok(error instanceof CredenceError);
          assert.equal(error.code, 'CONFIG_INVALID');
          assert.equal(error.message, message);
          assert.equal(error.at?.file, 'credence.yaml');
          return true;
        },
      );
    });
  }

  it('names all problems at once, in the order of the file', () => {
    assert.throws(() => readPolicy('tiers: [a]\nimpacts: [B]\nx: 1', 'p.yaml'), {
      message: [
        'p.yaml:1:8: tiers: Too small: expected array to have >=2 items.',
        'p.yaml:2:11: impacts[0]: must be a lower-case word.',
        'p.yaml:3:1: unknown key "x"; known are datasets, tiers, impacts, owners, sources, approvals, separationOfDuties, screening, contributors, verdicts, training, retention, promotion.',
      ].join('\n'),
    });
  });

  it('has a default for everything, and knows what the file itself says', () => {
    const empty = readPolicy('', 'credence.yaml');
    assert.equal(empty.settings.approvals.rules.length, 1);
    assert.deepEqual(empty.place(['approvals', 'rules', 0, 'people']), {
      path: 'approvals.rules[0].people',
      line: null,
    });
    const text = '# why\napprovals:\n  rules:\n    - people: 3\n';
    const policy = readPolicy(text, 'credence.yaml');
    assert.equal(policy.digest, digestOf(text));
    assert.equal(policy.place(['approvals', 'rules', 0, 'people']).line, 4);
  });

  it('keeps what `credence scan` reads', () => {
    const { datasets } = readPolicy(
      "datasets: [{ files: '*.csv', roles: { text: [a, b], label: c } }]",
      'credence.yaml',
    ).settings;
    assert.deepEqual(datasets, [{ files: '*.csv', roles: { text: ['a', 'b'], label: ['c'] } }]);
  });

  it('is a policy or a clear error, whatever the text', () => {
    const key = fc.constantFrom(
      'tiers',
      'approvals',
      'rules',
      'people',
      'datasets',
      'screening',
      'x',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    const text = fc.oneof(
      fc.string(),
      tree.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, (written) => {
        try {
          readPolicy(written, 'x');
        } catch (error) {
          assert.ok(error instanceof CredenceError, String(error));
          assert.match(error.message, /^x:\d+:\d+: /);
        }
      }),
      { numRuns: 300 },
    );
  });
});
