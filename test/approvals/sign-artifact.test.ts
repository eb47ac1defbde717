import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { signArtifact, signWithKey } from '../../src/approvals/sign-artifact.ts';
import {
  type VerifyRequest,
  verifyWithKeys,
  verifyWithWorkspace,
} from '../../src/approvals/verify-artifact.ts';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import { revokeKey } from '../../src/workspace/identities/revoke-key.ts';
import { rotateKey } from '../../src/workspace/identities/rotate-key.ts';
import { peopledWorkspace } from '../gates/admitted-workspace.ts';

it('signs a folder with the key of who acts, and verifies it offline with the public key', async (context) => {
  const test = await peopledWorkspace(context);
  const { workspace, annActs } = test;
  test.file('model/config.json', '{}');
  const folder = dirname(test.file('model/weights.safetensors', 'weights'));
  const { bundle } = await signArtifact(workspace, { path: folder, ignorePaths: [] }, annActs);
  const request: VerifyRequest = {
    path: folder,
    bundle: Buffer.from(bundle),
    ignorePaths: [],
    allowUnsigned: false,
  };
  const keys = [annActs.signer.publicKey];
  const verified = await verifyWithKeys(request, keys);
  assert.equal(verified.state, 'verified');
  assert.equal(verified.verifiedFiles, 2);
  assert.equal((await verifyWithWorkspace(workspace, request)).signedBy, 'Ann');
  assert.equal((await verifyWithKeys(request, [KeyPair.generate().publicKey])).state, 'failed');

  const extra = join(folder, 'custom.py');
  writeFileSync(extra, 'evil');
  assert.equal((await verifyWithKeys(request, keys)).state, 'failed');
  assert.equal((await verifyWithKeys({ ...request, allowUnsigned: true }, keys)).state, 'verified');
  rmSync(extra);
  symlinkSync('/etc/passwd', extra);
  const linked = { path: folder, ignorePaths: [] };
  await assert.rejects(signArtifact(workspace, linked, annActs), { code: 'NOT_ALLOWED' });
  rmSync(extra);
  writeFileSync(join(folder, 'config.json'), '[]');
  const changed = await verifyWithKeys(request, keys);
  assert.deepEqual(changed.problems, ['config.json is not as it was signed.']);
});

it('believes keys that ended only where the ledger says when they signed, and revoked ones never', async (context) => {
  const test = await peopledWorkspace(context);
  const { workspace, annActs, bobActs, keys } = test;
  const path = test.file('weights.safetensors', 'weights');
  const request = { path, ignorePaths: [], allowUnsigned: false };
  const logged = await signArtifact(workspace, { path, ignorePaths: [] }, bobActs);
  const unlogged = await signWithKey({ path, ignorePaths: ['notes'] }, bobActs.signer);
  const stateOf = async ({ bundle }: { readonly bundle: string }): Promise<string> =>
    (await verifyWithWorkspace(workspace, { ...request, bundle: Buffer.from(bundle) })).state;
  assert.equal(await stateOf(logged), 'verified');
  assert.equal(await stateOf(unlogged), 'verified');
  const next = keys.generate();
  await rotateKey(workspace, { former: bobActs.identity.keyId, next, reason: 'a year is over' });
  assert.equal(await stateOf(logged), 'verified');
  assert.equal(await stateOf(unlogged), 'inconclusive');
  const [, newest] = await workspace.read.identities.ofPrincipal(bobActs.identity.principal);
  assert.ok(newest !== undefined);
  const another = await signArtifact(
    workspace,
    { path, ignorePaths: [] },
    { identity: newest, signer: next },
  );
  await revokeKey(workspace, { keyId: newest.keyId, reason: 'stolen' }, annActs.identity.keyId);
  assert.equal(await stateOf(another), 'failed');
});
