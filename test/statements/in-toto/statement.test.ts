import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { digestOf } from '../../../src/core/digest.ts';
import { CredenceError } from '../../../src/core/error.ts';
import { descriptorOf } from '../../../src/statements/in-toto/resource-descriptor.ts';
import { statementBytes } from '../../../src/statements/in-toto/signed-statement.ts';
import {
  isAbout,
  makeStatement,
  parseStatement,
  parseStatementAs,
  STATEMENT_TYPE,
} from '../../../src/statements/in-toto/statement.ts';
import { APPROVAL } from '../../../src/statements/predicates/approval.ts';
import { TEST_RESULT } from '../../../src/statements/predicates/test-result.ts';
import { credenceError } from '../throws.ts';

const PREDICATE = { result: 'PASSED', configuration: [] } as const;
const STATEMENT = makeStatement(
  TEST_RESULT,
  [descriptorOf(digestOf('a'), { name: 'a' })],
  PREDICATE,
);

function bytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

describe('a statement', () => {
  it('is read back as it was made', () => {
    assert.deepEqual(parseStatementAs(TEST_RESULT, statementBytes(STATEMENT)), STATEMENT);
  });

  it('is matched by digest and never by name', () => {
    assert.equal(isAbout(STATEMENT, digestOf('a')), true);
    const swapped = {
      ...STATEMENT,
      subject: [descriptorOf(digestOf('b'), { name: 'a' }), descriptorOf(digestOf('c'))],
    };
    assert.equal(isAbout(swapped, digestOf('a')), false);
    assert.equal(isAbout(swapped, digestOf('c')), true);
  });

  it('matches SHA-256 only as SHA-256', () => {
    const hex = digestOf('a').slice('sha256:'.length);
    const read = parseStatement(bytes({ ...STATEMENT, subject: [{ digest: { sha512: hex } }] }));
    assert.equal(isAbout(read, digestOf('a')), false);
  });

  it('drops members that it does not know, and takes a missing predicate as an empty one', () => {
    const read = parseStatement(
      bytes({ _type: STATEMENT_TYPE, subject: STATEMENT.subject, predicateType: 'x', more: 1 }),
    );
    assert.deepEqual(read, { ...STATEMENT, predicateType: 'x', predicate: {} });
  });

  it('of another type is refused', () => {
    assert.throws(
      () => parseStatementAs(APPROVAL, statementBytes(STATEMENT)),
      credenceError(
        'DATA_MALFORMED',
        /is https:\/\/in-toto\.io.*not https:\/\/credence\/attestation\/approval/,
      ),
    );
  });

  const broken: readonly (readonly [string, unknown])[] = [
    ['no subject', { ...STATEMENT, subject: [] }],
    ['a subject without digest', { ...STATEMENT, subject: [{ name: 'a' }] }],
    ['an empty digest set', { ...STATEMENT, subject: [{ digest: {} }] }],
    ['upper-case SHA-256', { ...STATEMENT, subject: [{ digest: { sha256: 'A'.repeat(64) } }] }],
    ['another statement type', { ...STATEMENT, _type: 'https://in-toto.io/Statement/v0.1' }],
    ['a predicate that is a list', { ...STATEMENT, predicate: [] }],
    ['nothing', null],
  ];
  for (const [what, value] of broken) {
    it(`with ${what} is refused`, () => {
      assert.throws(
        () => parseStatement(bytes(value)),
        credenceError('DATA_MALFORMED', /malformed/),
      );
    });
  }

  it('in bytes that are not UTF-8 is refused, not repaired', () => {
    const damaged = statementBytes(STATEMENT);
    damaged[damaged.indexOf('PASSED')] = 0xff;
    assert.throws(() => parseStatement(damaged), credenceError('DATA_MALFORMED', /not JSON/));
  });

  it('from arbitrary bytes or values is a statement or one of our errors', () => {
    const input = fc.oneof(
      fc.uint8Array(),
      fc.jsonValue().map(bytes),
      fc.object().map((more) => bytes({ ...STATEMENT, ...more })),
    );
    fc.assert(
      fc.property(input, (payload) => {
        try {
          assert.equal(parseStatement(payload)._type, STATEMENT_TYPE);
        } catch (error) {
          assert.ok(error instanceof CredenceError, String(error));
        }
      }),
    );
  });
});
