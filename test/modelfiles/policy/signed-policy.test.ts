import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signEnvelope } from '../../../src/core/signing/dsse.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { readPolicy } from '../../../src/modelfiles/policy/read-policy.ts';
import { readSignedPolicy, signPolicy } from '../../../src/modelfiles/policy/signed-policy.ts';

const TYPE = 'application/vnd.credence.model-policy';
const FILE = Buffer.from('name: ours\nsymbols:\n  churn.features:\n    Scaler: object\n');
const WIDER = Buffer.from(`${FILE}    Loader: object\n`);

describe('a signed policy', () => {
  const ours = KeyPair.generate();
  const theirs = KeyPair.generate();
  const envelope = signPolicy(FILE, ours);

  function read(file: Buffer, signature: unknown): string {
    return readSignedPolicy({ file, signature: JSON.stringify(signature) }, ours.publicKey).digest;
  }

  it('is read where the key signed it, alone or among others', () => {
    const { digest } = readPolicy(FILE.toString());
    assert.equal(read(FILE, envelope), digest);
    assert.equal(read(FILE, signEnvelope(TYPE, FILE, [theirs, ours])), digest);
  });

  it('is refused under another key, whatever name that goes by', () => {
    const forged = signPolicy(FILE, theirs);
    assert.throws(() => read(FILE, forged), { code: 'SIGNATURE_INVALID' });
    const signatures = forged.signatures.map((one) => ({ ...one, keyid: ours.publicKey.id }));
    assert.throws(() => read(FILE, { ...forged, signatures }), { code: 'SIGNATURE_INVALID' });
    assert.throws(() => read(FILE, { ...forged, signatures: [] }), { code: 'DATA_MALFORMED' });
  });

  it('is refused with one byte changed, before it is parsed', () => {
    for (const altered of [WIDER, FILE.subarray(1), Buffer.from('{ not yaml'), Buffer.alloc(0)]) {
      assert.throws(() => read(altered, envelope), { code: 'INTEGRITY_FAILED' });
    }
  });

  it('is refused where the signature’s payload was exchanged along with it', () => {
    const exchanged = { ...envelope, payload: WIDER.toString('base64') };
    assert.throws(() => read(WIDER, exchanged), { code: 'SIGNATURE_INVALID' });
  });

  it('is refused where the key signed the same bytes as something else', () => {
    const other = signEnvelope('application/vnd.in-toto+json', FILE, [ours]);
    assert.throws(() => read(FILE, other), { code: 'SIGNATURE_INVALID' });
    assert.throws(() => read(FILE, { ...other, payloadType: TYPE }), { code: 'SIGNATURE_INVALID' });
  });

  it('is not signed where it is no policy', () => {
    assert.throws(() => signPolicy(Buffer.from('name: [1'), ours), { code: 'CONFIG_INVALID' });
    assert.throws(() => signPolicy(Buffer.from('symbols: {}'), ours), { code: 'CONFIG_INVALID' });
  });
});
