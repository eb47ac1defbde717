import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { v0Encoding } from '../../../src/statements/model-signing/v0-encoding.ts';
import {
  type DirectoryVerification,
  verifyDirectory,
} from '../../../src/statements/model-signing/verify-directory.ts';
import { party } from '../x509/party.ts';
import { MemoryFolder } from './memory-folder.ts';

const SIGNER = party('signer');
const KEY = new KeyPair(SIGNER.privateKey);

async function verify(predicateType: string, folder: MemoryFolder): Promise<DirectoryVerification> {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: "it's a.bin", digest: { sha256: digestOf('1').slice(7) } }],
    predicateType,
    predicate: { unused: 'Unused, just passed due to API requirements' },
  };
  const payload = Buffer.from(JSON.stringify(statement, null, 2));
  const bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { rawBytes: 'ignored', hint: null }, tlogEntries: null },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [
        {
          sig: sign('sha256', v0Encoding(payload), SIGNER.privateKey).toString('base64'),
          keyid: null,
        },
      ],
    },
  };
  return await verifyDirectory(folder, Buffer.from(JSON.stringify(bundle)), {
    trust: { method: 'key', keys: [KEY.publicKey] },
  });
}

describe('the format of v0.2', () => {
  const OLD = 'https://model_signing/Digests/v0.1';
  const folder = new MemoryFolder({ "it's a.bin": '1' });

  it('is read, with the encoding that was signed by mistake, and said to be old', async () => {
    const result = await verify(OLD, folder);
    assert.deepEqual([result.state, result.problems], ['verified', []]);
    assert.match(result.notes.join(), /v0\.2/);
  });

  it('still refuses what nobody signed', async () => {
    const more = new MemoryFolder({ "it's a.bin": '1', 'b.bin': '2' });
    assert.equal((await verify(OLD, more)).state, 'failed');
  });

  it('has its encoding for its own predicate alone', async () => {
    const result = await verify('https://model_signing/signature/v1.0', folder);
    assert.match(result.problems.join(), /does not fit/);
  });

  it('encodes bytes as Python shows them', () => {
    const shown = (text: string): string =>
      v0Encoding(Buffer.from(text)).toString().split(' ').slice(4).join(' ');
    assert.equal(shown('{"a": "b\\n"}\n'), `b'{"a": "b\\\\n"}\\n'`);
    assert.equal(shown("it's"), `b"it's"`);
    assert.equal(shown(`"it's"`), `b'"it\\'s"'`);
    assert.equal(shown('é\t\r\x7f'), "b'\\xc3\\xa9\\t\\r\\x7f'");
  });
});
