import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leafHash } from '../../../src/core/merkle/tree-hash.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { signDirectory } from '../../../src/statements/model-signing/sign-directory.ts';
import type { SignatureTrust } from '../../../src/statements/model-signing/signature-trust.ts';
import {
  type DirectoryVerification,
  verifyDirectory,
} from '../../../src/statements/model-signing/verify-directory.ts';
import { parseTrustedRoot } from '../../../src/statements/sigstore/trusted-root.ts';
import { MemoryFolder } from '../model-signing/memory-folder.ts';
import { credenceError } from '../throws.ts';
import { MAY_SIGN } from '../x509/make-certificate.ts';
import { party } from '../x509/party.ts';
import { FakeSigstore, type Faults, IDENTITY, ISSUER, SIGNED_AT } from './fake-sigstore.ts';

const SIGSTORE = new FakeSigstore();
const MODEL = new MemoryFolder({ 'a.bin': '1' });
const TRUST: SignatureTrust = {
  method: 'sigstore',
  root: parseTrustedRoot(SIGSTORE.trustedRoot()),
  identity: IDENTITY,
  issuer: ISSUER,
};
const PAYLOAD = await payloadOf(MODEL);

async function payloadOf(folder: MemoryFolder): Promise<Buffer> {
  const { bundle } = await signDirectory(folder, KeyPair.generate('ecdsa-p256'));
  return Buffer.from(JSON.parse(bundle).dsseEnvelope.payload, 'base64');
}

async function verify(faults: Faults = {}, trust = TRUST): Promise<DirectoryVerification> {
  return await verifyDirectory(MODEL, Buffer.from(SIGSTORE.sign(PAYLOAD, faults)), { trust });
}

describe('a keyless signature', () => {
  it('is verified offline against a trusted root, and says who signed and when', async () => {
    const { state, problems, signer } = await verify();
    assert.deepEqual([state, problems], ['verified', []]);
    const time = new Date(SIGNED_AT * 1000);
    assert.deepEqual(signer, { method: 'sigstore', identity: IDENTITY, issuer: ISSUER, time });
  });

  const stranger = party('rekor');
  const broken: readonly (readonly [string, Faults, RegExp])[] = [
    ['by somebody else', { email: 'eve@example.com' }, /Signed by eve@example\.com/],
    ['vouched for by another issuer', { issuer: 'https://evil.example' }, /Vouched for by/],
    ['under another authority', { authority: party('authority') }, /no trusted root/],
    [
      'whose certificate no trusted log took in',
      { certificateLog: stranger },
      /log of certificates/,
    ],
    ['in a log that is not trusted', { log: stranger }, /not trusted/],
    ['logged after its key had died', { signedAt: SIGNED_AT + 3600 }, /not valid at/],
    ['logged for another payload', { loggedPayload: Buffer.from('other') }, /another signature/],
    ['whose proof leads elsewhere', { sibling: leafHash(Buffer.from('x')) }, /not in the tree/],
    ['with a certificate that is not for code', { usage: [MAY_SIGN] }, /not for signing/],
  ];
  for (const [what, faults, words] of broken) {
    it(`${what} is refused`, async () => {
      const { state, problems, signer } = await verify(faults);
      assert.deepEqual([state, signer], ['failed', null]);
      assert.match(problems.join(), words);
    });
  }

  it('without a promise of time is inconclusive by that name', async () => {
    const { state, unchecked } = await verify({ withoutPromise: true });
    assert.equal(state, 'inconclusive');
    assert.match(unchecked.join(), /No log promised when/);
  });

  it('with its promised time moved is refused', async () => {
    const bundle = JSON.parse(SIGSTORE.sign(PAYLOAD));
    bundle.verificationMaterial.tlogEntries[0].integratedTime = String(SIGNED_AT + 1);
    const result = await verifyDirectory(MODEL, Buffer.from(JSON.stringify(bundle)), {
      trust: TRUST,
    });
    assert.match(result.problems.join(), /promise that its log did not sign/);
  });

  it('is not checked against keys, and says what it needs', async () => {
    const keys = { method: 'key', keys: [] } as const;
    const { state, unchecked } = await verify({}, keys);
    assert.equal(state, 'inconclusive');
    assert.match(unchecked.join(), /trusted root, the identity and its issuer/);
  });
});

describe('a trusted root', () => {
  it('is read from a client’s configuration as well', () => {
    const trustedRoot: unknown = JSON.parse(SIGSTORE.trustedRoot().toString());
    const wrapped = parseTrustedRoot(Buffer.from(JSON.stringify({ trustedRoot })));
    assert.equal(wrapped.authorities.length, 1);
  });

  it('that is something else is refused', () => {
    assert.throws(
      () => parseTrustedRoot(Buffer.from('{}')),
      credenceError('DATA_MALFORMED', /trusted root/),
    );
  });
});
