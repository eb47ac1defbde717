import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import { addSignature, type DsseEnvelope, signEnvelope } from '../../../src/core/signing/dsse.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { descriptorOf } from '../../../src/statements/in-toto/resource-descriptor.ts';
import {
  openAnyStatement,
  openStatement,
  signStatement,
  statementBytes,
} from '../../../src/statements/in-toto/signed-statement.ts';
import { makeStatement } from '../../../src/statements/in-toto/statement.ts';
import { TEST_RESULT } from '../../../src/statements/predicates/test-result.ts';
import { credenceError } from '../throws.ts';

const ADA = KeyPair.generate();
const BEN = KeyPair.generate('ecdsa-p256');
const EVE = KeyPair.generate();
const STATEMENT = makeStatement(TEST_RESULT, [descriptorOf(digestOf('a'))], {
  result: 'FAILED',
  configuration: [],
});
const KEYS = [ADA.publicKey, BEN.publicKey];
const REFUSED = credenceError('SIGNATURE_INVALID', /./);

function open(envelope: DsseEnvelope, threshold = 1): unknown {
  return openStatement(TEST_RESULT, envelope, { keys: KEYS, threshold });
}

describe('a signed statement', () => {
  it('opens under many signatures, and says whose they are', () => {
    const signed = addSignature(signStatement(STATEMENT, [ADA]), BEN);
    const opened = openStatement(TEST_RESULT, signed, { keys: KEYS, threshold: 2 });
    assert.deepEqual(opened, {
      statement: STATEMENT,
      signers: [ADA.publicKey.id, BEN.publicKey.id],
    });
    assert.deepEqual(openAnyStatement(signed, { keys: KEYS }).statement, STATEMENT);
  });

  it('has the same bytes whatever order its members were set in', () => {
    const { _type, subject, predicateType, predicate } = STATEMENT;
    const other = { predicate, predicateType, subject, _type };
    assert.deepEqual(statementBytes(other), statementBytes(STATEMENT));
  });

  it('does not open with its payload swapped', () => {
    const better = { ...STATEMENT, predicate: { result: 'PASSED', configuration: [] } };
    const payload = statementBytes(better).toString('base64');
    assert.throws(() => open({ ...signStatement(STATEMENT, [ADA]), payload }), REFUSED);
  });

  it('does not open with one key counted twice', () => {
    const twice = addSignature(signStatement(STATEMENT, [ADA]), ADA);
    assert.throws(() => open(twice, 2), REFUSED);
  });

  it('does not open with one signature under two key ids', () => {
    const [signature] = signStatement(STATEMENT, [ADA]).signatures;
    const signatures = [ADA, BEN].map(({ publicKey }) => ({
      sig: signature?.sig ?? '',
      keyid: publicKey.id,
    }));
    assert.throws(() => open({ ...signStatement(STATEMENT, [ADA]), signatures }, 2), REFUSED);
  });

  it('does not open under a key that nobody trusts', () => {
    assert.throws(() => open(signStatement(STATEMENT, [EVE])), REFUSED);
  });

  it('does not open under another payload type, although signed under it', () => {
    const envelope = signEnvelope('application/json', statementBytes(STATEMENT), [ADA]);
    assert.throws(() => open(envelope), REFUSED);
    const renamed = { ...envelope, payloadType: 'application/vnd.in-toto+json' };
    assert.throws(() => open(renamed), REFUSED);
  });

  it('is verified before it is parsed', () => {
    const garbage = Buffer.from('{').toString('base64');
    assert.throws(() => open({ ...signStatement(STATEMENT, [ADA]), payload: garbage }), REFUSED);
    const signed = signEnvelope('application/vnd.in-toto+json', Buffer.from('{'), [ADA]);
    assert.throws(() => open(signed), credenceError('DATA_MALFORMED', /not JSON/));
  });
});
