import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PrincipalId } from '../../src/core/identifiers.ts';
import { parseEnvelope } from '../../src/core/signing/dsse.ts';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import type { IdentityRow } from '../../src/registry/rows/identities.ts';
import { openStatement } from '../../src/statements/in-toto/signed-statement.ts';
import { actorOf, keyStanding } from '../../src/workspace/identities/actor-of.ts';
import { IDENTITY } from '../../src/workspace/identities/identity-predicate.ts';
import { newIdentity } from '../../src/workspace/identities/new-identity.ts';
import {
  agreeToReplacement,
  requestReplacement,
} from '../../src/workspace/identities/replace-lost-key.ts';
import { revokeKey } from '../../src/workspace/identities/revoke-key.ts';
import { rotateKey } from '../../src/workspace/identities/rotate-key.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import { type TestWorkspace, testWorkspace } from './test-workspace.ts';

interface Added {
  readonly name: string;
  readonly roles?: readonly string[];
  readonly expires?: string;
}

async function add(test: TestWorkspace, { name, ...more }: Added): Promise<IdentityRow> {
  const { publicKey } = test.keys.generate();
  const wanted = { name, kind: 'person', publicKey, ...more } as const;
  return (await newIdentity(test.workspace, wanted, test.ann.keyId)).value;
}

function act(test: TestWorkspace, { keyId }: IdentityRow): Promise<unknown> {
  return test.workspace.commit((unit) =>
    unit.log({ type: 'test.noted', subjects: [], statement: null, actor: keyId }),
  );
}

describe('identities', () => {
  it('are added by an owner, and by nobody else', async (context) => {
    const test = await testWorkspace(context);
    const ben = await add(test, { name: 'Ben', roles: ['reviewer'] });
    assert.deepEqual(await test.workspace.read.identities.find(ben.keyId), ben);
    await act(test, ben);
    const cy = { name: 'Cy', kind: 'person', publicKey: KeyPair.generate().publicKey } as const;
    await assert.rejects(newIdentity(test.workspace, cy, ben.keyId), {
      code: 'NOT_ALLOWED',
      message: /Ben is not an owner/,
    });
    const unknown = test.keys.generate().publicKey.id;
    await assert.rejects(newIdentity(test.workspace, cy, unknown), { code: 'NOT_ALLOWED' });
    assert.equal((await test.workspace.read.identities.list()).length, 2);
  });

  it('have names and keys of their own', async (context) => {
    const test = await testWorkspace(context);
    const { publicKey } = KeyPair.generate();
    const by = test.ann.keyId;
    const wanted = { name: 'Ann', kind: 'person', publicKey } as const;
    await assert.rejects(newIdentity(test.workspace, wanted, by), { code: 'USAGE' });
    await newIdentity(test.workspace, { ...wanted, name: 'Ben' }, by);
    const reused = newIdentity(test.workspace, { ...wanted, name: 'Cy' }, by);
    await assert.rejects(reused, { code: 'USAGE', message: /known here already/ });
  });

  it('of service accounts have a person who answers for them', async (context) => {
    const test = await testWorkspace(context);
    const { publicKey } = test.keys.generate();
    const bot = { name: 'bot', kind: 'service', publicKey } as const;
    const by = test.ann.keyId;
    await assert.rejects(newIdentity(test.workspace, bot, by), { code: 'USAGE' });
    const nobody = { ...bot, owner: 'nobody' as PrincipalId };
    await assert.rejects(newIdentity(test.workspace, nobody, by), { code: 'USAGE' });
    const { value } = await newIdentity(test.workspace, { ...bot, owner: test.ann.principal }, by);
    assert.equal(actorOf(value).owner, test.ann.principal);
  });

  it('expire: nobody acts with a key that is over', async (context) => {
    const test = await testWorkspace(context);
    await assert.rejects(add(test, { name: 'Old', expires: '2026-01-01T00:00:00Z' }), {
      code: 'USAGE',
    });
    const ben = await add(test, { name: 'Ben', expires: '2026-06-01T00:10:00Z' });
    await act(test, ben);
    assert.equal(keyStanding(ben, test.clock.now()), 'good');
    test.clock.move(10);
    await assert.rejects(act(test, ben), { code: 'NOT_ALLOWED', message: /expired/ });
    assert.equal(keyStanding(ben, test.clock.now()), 'expired-then');
  });

  it('rotate: the old key signs the new one, and acts no more', async (context) => {
    const test = await testWorkspace(context);
    const next = test.keys.generate();
    const rotation = { former: test.ann.keyId, next, reason: 'yearly' };
    const { value: ann } = await rotateKey(test.workspace, rotation);
    assert.equal(ann.principal, test.ann.principal);
    await assert.rejects(act(test, test.ann), { code: 'NOT_ALLOWED', message: /rotated/ });
    await act(test, ann);
    const { identities } = test.workspace.read;
    const before = await identities.find(test.ann.keyId);
    assert.equal(before?.replacedBy, ann.keyId);
    assert.equal(keyStanding(before ?? assert.fail(), test.clock.now()), 'good');
    const envelope = parseEnvelope(
      (await test.workspace.vault.bytes(ann.statement ?? assert.fail())).toString(),
    );
    const keys = [test.keys.get(test.ann.keyId).publicKey, next.publicKey];
    const { signers, statement } = openStatement(IDENTITY, envelope, { keys, threshold: 2 });
    assert.equal(signers.length, 2);
    assert.equal(statement.predicate.formerKey, test.ann.keyId);
    await verifyWorkspace(test.workspace);
  });

  it('are revoked by their holder or an owner, and what they signed counts no more', async (context) => {
    const test = await testWorkspace(context);
    const ben = await add(test, { name: 'Ben' });
    const cy = await add(test, { name: 'Cy' });
    const stolen = { keyId: ben.keyId, reason: 'stolen' };
    await assert.rejects(revokeKey(test.workspace, stolen, cy.keyId), { code: 'NOT_ALLOWED' });
    const { value } = await revokeKey(test.workspace, stolen, test.ann.keyId);
    assert.equal(keyStanding(value, ben.created), 'revoked');
    await assert.rejects(act(test, ben), { code: 'NOT_ALLOWED', message: /revoked/ });
    await assert.rejects(revokeKey(test.workspace, stolen, test.ann.keyId), { code: 'USAGE' });
    await revokeKey(test.workspace, { keyId: cy.keyId, reason: 'leaving' }, cy.keyId);
    const last = { keyId: test.ann.keyId, reason: 'oops' };
    await assert.rejects(revokeKey(test.workspace, last, test.ann.keyId), {
      code: 'USAGE',
      message: /last owner/,
    });
  });

  it('whose key is lost get a new one from an owner and a second person', async (context) => {
    const test = await testWorkspace(context);
    const ben = await add(test, { name: 'Ben' });
    const cy = await add(test, { name: 'Cy' });
    const next = test.keys.generate();
    const lost = { lost: ben.keyId, next: next.publicKey, reason: 'laptop drowned' };
    const by = test.ann.keyId;
    await assert.rejects(requestReplacement(test.workspace, lost, cy.keyId), {
      code: 'NOT_ALLOWED',
    });
    const { value: request } = await requestReplacement(test.workspace, lost, by);
    await act(test, ben);
    await assert.rejects(agreeToReplacement(test.workspace, request, by), { code: 'NOT_ALLOWED' });
    await assert.rejects(agreeToReplacement(test.workspace, request, ben.keyId), {
      code: 'NOT_ALLOWED',
    });
    const { value } = await agreeToReplacement(test.workspace, request, cy.keyId);
    assert.deepEqual([value.principal, value.keyId], [ben.principal, next.publicKey.id]);
    await assert.rejects(act(test, ben), { code: 'NOT_ALLOWED' });
    await act(test, value);
    await assert.rejects(agreeToReplacement(test.workspace, request, cy.keyId), {
      code: 'NOT_FOUND',
    });
    const envelope = parseEnvelope(
      (await test.workspace.vault.bytes(value.statement ?? assert.fail())).toString(),
    );
    const keys = [test.keys.get(by).publicKey, test.keys.get(cy.keyId).publicKey];
    assert.equal(openStatement(IDENTITY, envelope, { keys, threshold: 2 }).signers.length, 2);
    await verifyWorkspace(test.workspace);
  });

  it('cannot act from a machine that does not have the key', async (context) => {
    const test = await testWorkspace(context);
    const elsewhere = KeyPair.generate();
    const wanted = { name: 'Ben', kind: 'person', publicKey: elsewhere.publicKey } as const;
    const { value: ben } = await newIdentity(test.workspace, wanted, test.ann.keyId);
    const own = { keyId: ben.keyId, reason: 'x' };
    await assert.rejects(revokeKey(test.workspace, own, ben.keyId), { code: 'NOT_FOUND' });
  });
});
