import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import { writePrivateKeyFile } from '../../src/core/signing/private-key-file.ts';
import { credence, type Ended } from './run-credence.ts';

const POLICY =
  'name: ours\nextends: [data-only]\nsymbols:\n  churn.features:\n    Scaler: object\n';
const MODEL = '(ichurn.features\nScaler\n.';

describe('credence model sign-policy', { concurrency: 4 }, () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);
  const ours = KeyPair.generate();
  const theirs = KeyPair.generate();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
    writeFileSync(path('model.pkl'), MODEL);
    writeFileSync(path('policy.yaml'), POLICY);
    writePrivateKeyFile(path('ours.private.pem'), ours);
    writeFileSync(path('theirs.pem'), theirs.publicKey.toPem());
    const signed = await credence([
      ...['model', 'sign-policy', path('policy.yaml')],
      ...['--key', path('ours.private.pem'), '--out', path('policy.dsse.json')],
    ]);
    assert.deepEqual([signed.code, signed.stderr], [0, '']);
    assert.equal(signed.stdout, ours.publicKey.toPem());
    writeFileSync(path('ours.pem'), signed.stdout);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  interface Given {
    readonly policy?: string;
    readonly signature?: string;
    readonly key?: string;
  }

  function scan(given: Given): Promise<Ended> {
    const { policy = 'policy.yaml', signature = 'policy.dsse.json', key = 'ours.pem' } = given;
    return credence([
      ...['model', 'scan', path('model.pkl'), '--policy', path(policy)],
      ...['--policy-signature', path(signature), '--policy-key', path(key)],
    ]);
  }

  async function assertRefused(given: Given, message: RegExp): Promise<void> {
    const { code, stdout, stderr } = await scan(given);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, message);
  }

  it('makes a signature that lets the policy count', async () => {
    assert.equal((await scan({})).code, 0);
  });

  it('refuses another key than the one that signed', () =>
    assertRefused({ key: 'theirs.pem' }, /0 of 1 known keys signed/));

  it('refuses a policy that was altered after it was signed', async () => {
    writeFileSync(path('altered.yaml'), `${POLICY}    Loader: object\n`);
    await assertRefused({ policy: 'altered.yaml' }, /signature is of another policy/);
  });

  it('takes a public key only', () =>
    assertRefused({ key: 'ours.private.pem' }, /does not hold a public key/));

  it('wants both, and a policy that is a file', async () => {
    const model = path('model.pkl');
    const key = ['--policy-key', path('ours.pem')];
    const signature = ['--policy-signature', path('policy.dsse.json')];
    const file = ['--policy', path('policy.yaml')];
    for (const flags of [
      [...file, ...key],
      [...file, ...signature],
      [...key, ...signature],
    ]) {
      assert.equal((await credence(['model', 'scan', model, ...flags])).code, 2);
    }
  });

  it('signs with the only key that there is, and asks which where there are several', async () => {
    const keys = path('config/credence/keys');
    const sign = (): Promise<Ended> =>
      credence(['model', 'sign-policy', path('policy.yaml'), '--out', path('own.dsse.json')], {
        env: { XDG_CONFIG_HOME: path('config') },
      });
    assert.match((await sign()).stderr, /no private key/);
    mkdirSync(keys, { recursive: true });
    writePrivateKeyFile(join(keys, `${ours.publicKey.id}.pem`), ours);
    assert.equal((await sign()).stdout, ours.publicKey.toPem());
    assert.equal((await scan({ signature: 'own.dsse.json' })).code, 0);
    writePrivateKeyFile(join(keys, `${theirs.publicKey.id}.pem`), theirs);
    const { code, stderr } = await sign();
    assert.equal(code, 2);
    assert.match(stderr, /There are 2 private keys/);
  });

  it('signs nothing that is no policy, and never writes over what it reads', async () => {
    const key = ['--key', path('ours.private.pem')];
    const out = ['--out', path('nothing.json')];
    const wrong = await credence(['model', 'sign-policy', path('model.pkl'), ...key, ...out]);
    assert.equal(wrong.code, 2);
    const policy = path('policy.yaml');
    const over = await credence(['model', 'sign-policy', policy, ...key, '--out', policy]);
    assert.equal(over.code, 2);
    assert.equal(readFileSync(policy, 'utf8'), POLICY);
  });
});
