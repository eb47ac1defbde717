import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { signDirectory } from '../../../src/statements/model-signing/sign-directory.ts';
import {
  type DirectoryVerification,
  verifyDirectory,
} from '../../../src/statements/model-signing/verify-directory.ts';
import { Certificate } from '../../../src/statements/x509/certificate.ts';
import { credenceError } from '../throws.ts';
import { authority, keyUsage, MAY_ISSUE, MAY_SIGN } from '../x509/make-certificate.ts';
import { certificate, party, rootOf } from '../x509/party.ts';
import { MemoryFolder } from './memory-folder.ts';

const ROOT = party('root');
const MIDDLE = party('middle');
const SIGNER = party('signer');
const root = rootOf(ROOT);
const middle = certificate({ subject: MIDDLE, issuer: ROOT, extensions: [authority(), MAY_ISSUE] });
const leaf = certificate({ subject: SIGNER, issuer: MIDDLE, extensions: [MAY_SIGN] });
const KEY = new KeyPair(SIGNER.privateKey);
const MODEL = new MemoryFolder({ 'a.bin': '1' });
const AT = new Date('2030-01-01');

async function verified(
  certificates: readonly Certificate[],
  { roots = [root], at = AT }: { readonly roots?: readonly Certificate[]; readonly at?: Date } = {},
): Promise<DirectoryVerification> {
  const { bundle } = await signDirectory(MODEL, KEY, { certificates });
  const trust = { method: 'certificate', roots, at } as const;
  return await verifyDirectory(MODEL, Buffer.from(bundle), { trust });
}

describe('a folder signed with a certificate', () => {
  it('is verified up to the trusted root, and says whose certificate it was', async () => {
    const { state, signer } = await verified([leaf, middle]);
    assert.equal(state, 'verified');
    assert.deepEqual(signer, {
      method: 'certificate',
      subject: 'CN=signer',
      certificate: leaf.fingerprint,
      root: root.fingerprint,
    });
  });

  it('is refused where the root is another', async () => {
    const { problems } = await verified([leaf, middle], { roots: [rootOf(party('root'))] });
    assert.match(problems.join(), /no trusted root/);
  });

  it('is refused where the signer brings the root along himself', async () => {
    const own = rootOf(SIGNER);
    assert.match((await verified([own])).problems.join(), /no trusted root/);
  });

  it('is refused when a certificate has expired', async () => {
    const { problems } = await verified([leaf, middle], { at: new Date('2041-01-01') });
    assert.match(problems.join(), /not valid at 2041/);
  });

  it('is refused where the certificate is not for signing', async () => {
    const encrypting = certificate({ subject: SIGNER, issuer: ROOT, extensions: [keyUsage(0x20)] });
    assert.match((await verified([encrypting])).problems.join(), /may not sign/);
  });

  it('cannot be signed with a certificate for another key', async () => {
    const signing = signDirectory(MODEL, KEY, { certificates: [middle] });
    await assert.rejects(signing, credenceError('USAGE', /not for the key/));
  });

  it('takes what a PEM file holds', () => {
    const pem = `words for people\n${leaf.x509}${middle.x509}`;
    const fingerprints = Certificate.fromPem(pem).map(({ fingerprint }) => fingerprint);
    assert.deepEqual(fingerprints, [leaf.fingerprint, middle.fingerprint]);
  });
});
