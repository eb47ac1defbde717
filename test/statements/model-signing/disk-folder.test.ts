import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { preAuthEncoding } from '../../../src/core/signing/dsse.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { openFolder } from '../../../src/statements/model-signing/disk-folder.ts';
import { signDirectory } from '../../../src/statements/model-signing/sign-directory.ts';
import {
  type DirectoryDemands,
  verifyDirectory,
} from '../../../src/statements/model-signing/verify-directory.ts';
import { credenceError } from '../throws.ts';

const KEY = KeyPair.generate('ecdsa-p256');
const TRUST: DirectoryDemands = { trust: { method: 'key', keys: [KEY.publicKey] } };
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('a folder on disk', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence signing '));
    mkdirSync(join(folder, 'model/sub'), { recursive: true });
    writeFileSync(join(folder, 'model/a.bin'), 'a'.repeat(3_000_000));
    writeFileSync(join(folder, 'model/sub/b.txt'), 'b');
    writeFileSync(join(folder, 'outside.py'), 'outside');
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is signed and verified, its signature lying in it', async () => {
    const model = join(folder, 'model');
    const { bundle } = await signDirectory(await openFolder(model), KEY, {
      shardBytes: 1_000_001,
      signaturePath: 'model.sig',
    });
    writeFileSync(join(model, 'model.sig'), bundle);
    const demands = { ...TRUST, signaturePath: 'model.sig' };
    const result = await verifyDirectory(await openFolder(model), Buffer.from(bundle), demands);
    assert.deepEqual([result.state, result.problems], ['verified', []]);
    assert.equal(result.manifest?.resources.length, 4);
    rmSync(join(model, 'model.sig'));
  });

  it('may be one file', async () => {
    const file = await openFolder(join(folder, 'outside.py'));
    const { bundle, manifest } = await signDirectory(file, KEY);
    assert.deepEqual([manifest.name, manifest.resources[0]?.name], ['outside.py', 'outside.py']);
    assert.equal((await verifyDirectory(file, Buffer.from(bundle), TRUST)).state, 'verified');
  });

  it('has its links refused, and followed only where both sides say so', async () => {
    const linked = join(folder, 'linked');
    mkdirSync(linked);
    linkSync(join(folder, 'outside.py'), join(linked, 'hard.py'));
    symlinkSync('../outside.py', join(linked, 'soft.py'));
    const reader = await openFolder(linked);
    await assert.rejects(
      signDirectory(reader, KEY),
      credenceError('NOT_ALLOWED', /soft\.py is a link/),
    );
    const { bundle } = await signDirectory(reader, KEY, { allowSymlinks: true });
    const [strict, lenient] = [TRUST, { ...TRUST, allowSymlinks: true }].map((demands) =>
      verifyDirectory(reader, Buffer.from(bundle), demands),
    );
    assert.match((await strict)?.problems.join() ?? '', /soft\.py is a link/);
    assert.equal((await lenient)?.state, 'verified');
  });

  it('is not opened through a link, and not where nothing is', async () => {
    symlinkSync('model', join(folder, 'alias'));
    await assert.rejects(
      openFolder(join(folder, 'alias')),
      credenceError('FILE_UNREADABLE', /neither/),
    );
    await assert.rejects(
      openFolder(join(folder, 'nowhere')),
      credenceError('FILE_NOT_FOUND', /nowhere/),
    );
  });

  it('does not wait for pipes, and takes no name that is not UTF-8', {
    skip: process.platform === 'linux' ? false : 'needs Linux',
  }, async () => {
    const odd = join(folder, 'odd');
    mkdirSync(odd);
    execFileSync('mkfifo', [join(odd, 'pipe')]);
    const pipe = await openFolder(odd);
    await assert.rejects(signDirectory(pipe, KEY), credenceError('NOT_ALLOWED', /pipe is neither/));
    rmSync(join(odd, 'pipe'));
    writeFileSync(Buffer.concat([Buffer.from(`${odd}/`), Buffer.of(0xff, 0x41)]), 'x');
    await assert.rejects(
      signDirectory(await openFolder(odd), KEY),
      credenceError('DATA_ENCODING', /not UTF-8/),
    );
  });

  it('is signed so that OpenSSL agrees', {
    skip: hasOpenssl ? false : 'no openssl here',
  }, async () => {
    const { bundle } = await signDirectory(await openFolder(join(folder, 'model')), KEY);
    const { payload, signatures } = JSON.parse(bundle).dsseEnvelope;
    const message = preAuthEncoding('application/vnd.in-toto+json', Buffer.from(payload, 'base64'));
    const [key, sig, signed] = ['key.pem', 'sig', 'signed'].map((name) => join(folder, name));
    writeFileSync(key ?? '', KEY.publicKey.toPem());
    writeFileSync(sig ?? '', Buffer.from(signatures[0].sig, 'base64'));
    writeFileSync(signed ?? '', message);
    const args = ['dgst', '-sha256', '-verify', key ?? '', '-signature', sig ?? '', signed ?? ''];
    assert.match(execFileSync('openssl', args, { encoding: 'utf8' }), /Verified OK/);
  });
});
