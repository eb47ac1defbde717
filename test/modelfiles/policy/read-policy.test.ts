import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import { CredenceError } from '../../../src/core/error.ts';
import { symbolKey } from '../../../src/modelfiles/policy/policy.ts';
import { readPolicy } from '../../../src/modelfiles/policy/read-policy.ts';

const APPROVED = digestOf('a file');

describe('readPolicy', () => {
  it('adds names to the policy that it extends', () => {
    const policy = readPolicy(`
name: churn-models
extends: [data-only]
symbols:
  churn.features:
    LogScaler: object
    Rate: { call: [int, { anyOf: [text, none] }] }
`);
    assert.equal(policy.name, 'churn-models');
    assert.ok(policy.symbols.has(symbolKey('collections', 'OrderedDict')));
    assert.deepEqual(policy.symbols.get('churn.features:LogScaler')?.new?.required, []);
    assert.equal(policy.symbols.get('churn.features:Rate')?.call?.required.length, 2);
  });

  it('approves whole files by digest, with a reason', () => {
    const policy = readPolicy(JSON.stringify({ name: 'p', files: { [APPROVED]: 'read it' } }));
    assert.deepEqual(policy.approvedFiles.get(APPROVED), { reason: 'read it' });
  });

  it('has a digest that changes with every rule', () => {
    const one = readPolicy('name: p\nsymbols: { m: { a: name } }');
    const same = readPolicy('{ "symbols": { "m": { "a": "name" } }, "name": "p" }');
    const other = readPolicy('name: p\nsymbols: { m: { a: object } }');
    assert.equal(one.digest, same.digest);
    assert.notEqual(one.digest, other.digest);
  });

  it('knows a shape of its own by name', () => {
    const policy = readPolicy(
      'name: p\nshapes: { pair: { call: [int, int] } }\nsymbols: { m: { P: pair } }',
    );
    assert.equal(policy.symbols.get('m:P')?.call?.required.length, 2);
  });

  const wrong: readonly [string, string, RegExp][] = [
    ['an unknown key', 'name: p\nallow: all', /policy/],
    ['no name', 'symbols: {}', /name/],
    ['an unknown shape', 'name: p\nsymbols: { m: { a: everything } }', /everything/],
    ['an unknown base', 'name: p\nextends: [library:nothing]', /library:nothing/],
    [
      'an unknown check',
      'name: p\nsymbols: { m: { a: { state: { check: none } } } }',
      /symbols\.m/,
    ],
    ['a digest that is none', 'name: p\nfiles: { model.pkl: fine }', /files/],
    ['a key given twice', 'name: p\nname: q', /YAML/],
    ['text that is no YAML', '{', /YAML/],
  ];
  for (const [what, text, message] of wrong) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => readPolicy(text),
        (error) =>
          error instanceof CredenceError &&
          error.code === 'CONFIG_INVALID' &&
          message.test(error.message),
      );
    });
  }
});
