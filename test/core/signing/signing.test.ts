import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { KeyAlgorithm } from '../../../src/core/signing/key-algorithm.ts';
import { isKeyId } from '../../../src/core/signing/key-id.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import {
  readPrivateKeyFile,
  writePrivateKeyFile,
} from '../../../src/core/signing/private-key-file.ts';
import { PublicKey } from '../../../src/core/signing/public-key.ts';

const ALGORITHMS: readonly KeyAlgorithm[] = ['ed25519', 'ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521'];
const folder = mkdtempSync(join(tmpdir(), 'credence-signing-'));
after(() => rmSync(folder, { recursive: true }));

describe('keys', () => {
  it('verify the first example of RFC 8032 §7.1', () => {
    const key = PublicKey.fromEd25519(
      Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'),
    );
    const signature = Buffer.from(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      'hex',
    );
    assert.ok(key.verify(Buffer.alloc(0), signature));
    assert.ok(!key.verify(Buffer.from('x'), signature));
  });

  for (const algorithm of ALGORITHMS) {
    it(`of ${algorithm} sign, and only what was signed verifies`, () => {
      const keys = KeyPair.generate(algorithm);
      const message = Buffer.from('tasted');
      const signature = keys.sign(message);
      assert.equal(keys.publicKey.algorithm, algorithm);
      assert.ok(keys.publicKey.verify(message, signature));
      assert.ok(!keys.publicKey.verify(Buffer.from('Tasted'), signature));
      assert.ok(!keys.publicKey.verify(message, signature.subarray(1)));
      assert.ok(!keys.publicKey.verify(message, Buffer.alloc(0)));
      assert.ok(!KeyPair.generate(algorithm).publicKey.verify(message, signature));
    });
  }

  it('are known by the digest of their SubjectPublicKeyInfo, however they came', () => {
    const { publicKey } = KeyPair.generate();
    assert.ok(isKeyId(publicKey.id));
    assert.equal(PublicKey.fromPem(publicKey.toPem()).id, publicKey.id);
    assert.equal(PublicKey.fromSpki(publicKey.toSpki()).id, publicKey.id);
    assert.equal(PublicKey.fromEd25519(publicKey.toEd25519()).id, publicKey.id);
  });

  it('are refused where they are private, broken or of another algorithm', () => {
    const keys = KeyPair.generate();
    const path = join(folder, 'shown.pem');
    writePrivateKeyFile(path, keys);
    assert.throws(() => PublicKey.fromPem(readFileSync(path, 'utf8')), { code: 'DATA_MALFORMED' });
    assert.throws(() => PublicKey.fromPem('-----BEGIN PUBLIC KEY-----\nAAAA\n'), {
      code: 'DATA_MALFORMED',
    });
    assert.throws(() => PublicKey.fromEd25519(Buffer.alloc(31)), { code: 'DATA_MALFORMED' });
    assert.throws(() => KeyPair.generate('ecdsa-p256').publicKey.toEd25519(), {
      code: 'DATA_UNSUPPORTED',
    });
    const x25519 = Buffer.from(`302a300506032b656e032100${'09'.repeat(32)}`, 'hex');
    assert.throws(() => PublicKey.fromSpki(x25519), { code: 'DATA_UNSUPPORTED' });
  });
});

describe('private key files', () => {
  for (const passphrase of [undefined, 'pâté de foie']) {
    it(`give the key back ${passphrase === undefined ? 'in the clear' : 'with the passphrase'}`, () => {
      for (const algorithm of ALGORITHMS) {
        const keys = KeyPair.generate(algorithm);
        const path = join(folder, `${algorithm}-${passphrase?.length}.pem`);
        writePrivateKeyFile(path, keys, { passphrase });
        assert.equal(readPrivateKeyFile(path, { passphrase }).publicKey.id, keys.publicKey.id);
        assert.equal(statSync(path).mode & 0o777, 0o600);
      }
    });
  }

  it('under a passphrase open with it alone', () => {
    const path = join(folder, 'locked.pem');
    writePrivateKeyFile(path, KeyPair.generate(), { passphrase: 'right' });
    assert.match(readFileSync(path, 'utf8'), /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    assert.throws(() => readPrivateKeyFile(path), { code: 'USAGE', message: /locked/ });
    assert.throws(() => readPrivateKeyFile(path, { passphrase: 'wrong' }), { code: 'USAGE' });
  });

  it('that OpenSSL wrote are read', () => {
    const path = join(folder, 'node.pem');
    const key = createPrivateKey({
      key: KeyPair.generate().toPkcs8(),
      format: 'der',
      type: 'pkcs8',
    });
    const pem = key.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    });
    writeFileSync(path, pem, { mode: 0o600 });
    assert.equal(readPrivateKeyFile(path, { passphrase: 'x' }).publicKey.algorithm, 'ed25519');
  });

  it('are never replaced', () => {
    const path = join(folder, 'kept.pem');
    writePrivateKeyFile(path, KeyPair.generate());
    const before = readFileSync(path);
    assert.throws(() => writePrivateKeyFile(path, KeyPair.generate()), { code: 'OUTPUT_FAILED' });
    assert.deepEqual(readFileSync(path), before);
  });

  it('are refused when others may read them, when missing and when they hold no key', () => {
    const path = join(folder, 'open.pem');
    writePrivateKeyFile(path, KeyPair.generate());
    chmodSync(path, 0o640);
    assert.throws(() => readPrivateKeyFile(path), { code: 'NOT_ALLOWED', hint: /chmod 600/ });
    assert.throws(() => readPrivateKeyFile(join(folder, 'none.pem')), { code: 'FILE_NOT_FOUND' });
    const other = join(folder, 'other.pem');
    writeFileSync(other, 'not a key', { mode: 0o600 });
    assert.throws(() => readPrivateKeyFile(other), { code: 'DATA_MALFORMED' });
  });
});
