import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { preAuthEncoding } from '../../../src/core/signing/dsse.ts';
import type { KeyAlgorithm } from '../../../src/core/signing/key-algorithm.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import type { FolderReader } from '../../../src/statements/model-signing/folder-reader.ts';
import {
  type SigningOptions,
  signDirectory,
} from '../../../src/statements/model-signing/sign-directory.ts';
import {
  rootDigest,
  type SignedResource,
} from '../../../src/statements/model-signing/signed-manifest.ts';
import {
  type DirectoryDemands,
  type DirectoryVerification,
  verifyDirectory,
} from '../../../src/statements/model-signing/verify-directory.ts';
import { keyHint } from '../../../src/statements/model-signing/verify-signature.ts';
import { credenceError } from '../throws.ts';
import { MemoryFolder } from './memory-folder.ts';

const KEY = KeyPair.generate('ecdsa-p256');
const STRANGER = KeyPair.generate('ecdsa-p256');
const FILES = { 'config.json': '{}', 'weights/model.safetensors': 'weights', 'a:1:2': 'colons' };
const MODEL = new MemoryFolder(FILES);

async function signed(folder: FolderReader = MODEL, options: SigningOptions = {}): Promise<string> {
  return (await signDirectory(folder, KEY, options)).bundle;
}

async function verify(
  folder: FolderReader,
  bundle: string,
  demands: Omit<DirectoryDemands, 'trust'> = {},
): Promise<DirectoryVerification> {
  return await verifyDirectory(folder, Buffer.from(bundle), {
    trust: { method: 'key', keys: [KEY.publicKey] },
    ...demands,
  });
}

/** A bundle over any statement at all, properly signed. */
function bundleOver(statement: object, signer: KeyPair = KEY): string {
  const payload = Buffer.from(JSON.stringify(statement));
  const type = 'application/vnd.in-toto+json';
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: keyHint(signer.publicKey) } },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: type,
      signatures: [{ sig: signer.sign(preAuthEncoding(type, payload)).toString('base64') }],
    },
  });
}

function statementOver(
  resources: readonly (SignedResource & { algorithm?: string })[],
  serialization: object = {},
): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'model', digest: { sha256: rootDigest(resources) } }],
    predicateType: 'https://model_signing/signature/v1.0',
    predicate: {
      resources: resources.map((resource) => ({ algorithm: 'sha256', ...resource })),
      serialization: {
        method: 'files',
        hash_type: 'sha256',
        allow_symlinks: false,
        ...serialization,
      },
    },
  };
}

async function resourcesOf(folder: FolderReader = MODEL): Promise<readonly SignedResource[]> {
  return (await signDirectory(folder, KEY)).manifest.resources;
}

describe('a signed folder', () => {
  const ways: readonly (readonly [string, KeyAlgorithm, SigningOptions])[] = [
    ['P-256', 'ecdsa-p256', {}],
    ['P-384', 'ecdsa-p384', {}],
    ['P-521', 'ecdsa-p521', {}],
    ['Ed25519, beyond the specification', 'ed25519', { beyondSpecification: true }],
    ['shards', 'ecdsa-p256', { shardBytes: 3 }],
    ['BLAKE2b', 'ecdsa-p256', { hashType: 'blake2b' }],
  ];
  for (const [what, algorithm, options] of ways) {
    it(`is verified under its key (${what})`, async () => {
      const key = KeyPair.generate(algorithm);
      const { bundle } = await signDirectory(MODEL, key, options);
      const result = await verifyDirectory(MODEL, Buffer.from(bundle), {
        trust: { method: 'key', keys: [STRANGER.publicKey, key.publicKey] },
      });
      assert.deepEqual([result.state, ...result.problems], ['verified']);
      assert.deepEqual(result.signer, { method: 'key', key: key.publicKey.id });
      assert.equal(result.verifiedFiles, 3);
    });
  }

  it('with any byte of any file changed is refused by name, in files and in shards', async () => {
    const bundles = [await signed(), await signed(MODEL, { shardBytes: 2 })];
    const change = fc.record({
      bundle: fc.constantFrom(...bundles),
      path: fc.constantFrom(...Object.keys(FILES)),
      at: fc.nat(),
      flip: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ bundle, path, at, flip }) => {
        const bytes = Buffer.from(Reflect.get(FILES, path));
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ flip;
        const result = await verify(new MemoryFolder({ ...FILES, [path]: bytes }), bundle);
        assert.equal(result.state, 'failed');
        assert.ok(result.problems.every((problem) => problem.startsWith(path)));
      }),
      { numRuns: 40 },
    );
  });

  it('of another name, or under another, is the same folder: names decide nothing', async () => {
    const renamed: FolderReader = {
      name: 'other',
      entries: () => MODEL.entries(),
      read: (...args) => MODEL.read(...args),
    };
    assert.equal((await verify(renamed, await signed())).state, 'verified');
  });

  it('signed by a stranger is refused, also under the name of the key that is trusted', async () => {
    const { bundle } = await signDirectory(MODEL, STRANGER);
    assert.match((await verify(MODEL, bundle)).problems.join(), /another key/);
    const claimed = bundle.replace(keyHint(STRANGER.publicKey), keyHint(KEY.publicKey));
    const result = await verify(MODEL, claimed);
    assert.deepEqual([result.state, result.manifest, result.signer], ['failed', null, null]);
    assert.match(result.problems.join(), /does not fit/);
  });

  it('says nothing of a payload that was swapped', async () => {
    const bundle = JSON.parse(await signed());
    const [resource] = await resourcesOf();
    const other = statementOver(resource === undefined ? [] : [resource]);
    bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(other)).toString('base64');
    const result = await verify(MODEL, JSON.stringify(bundle));
    assert.deepEqual([result.state, result.manifest], ['failed', null]);
  });

  it('with files swapped among each other is refused', async () => {
    const swapped = new MemoryFolder({
      ...FILES,
      'config.json': 'weights',
      'weights/model.safetensors': '{}',
    });
    const result = await verify(swapped, await signed());
    assert.equal(result.problems.length, 2);
  });

  it('with a file missing, added or cut short is refused', async () => {
    const { 'config.json': _, ...fewer } = FILES;
    const missing = await verify(new MemoryFolder(fewer), await signed());
    assert.deepEqual(missing.problems, ['config.json was signed and is not there.']);
    const added = await verify(new MemoryFolder({ ...FILES, 'x\u202e.py': '' }), await signed());
    assert.deepEqual(added.problems, ['x⟨U+202E⟩.py is there and was not signed.']);
    assert.deepEqual(added.uncovered.unsigned, ['x\u202e.py']);
    const cut = new MemoryFolder({ ...FILES, 'weights/model.safetensors': '' });
    assert.equal((await verify(cut, await signed(MODEL, { shardBytes: 2 }))).state, 'failed');
  });

  it('with unsigned files is taken only by who asks for it, and they are listed', async () => {
    const more = new MemoryFolder({ ...FILES, 'notes.md': 'x' });
    const result = await verify(more, await signed(), { allowUnsigned: true });
    assert.deepEqual([result.state, result.uncovered.unsigned], ['verified', ['notes.md']]);
  });

  it('in shards says which empty files nobody signed', async () => {
    const folder = new MemoryFolder({ ...FILES, '__init__.py': '' });
    const result = await verify(folder, await signed(folder, { shardBytes: 4 }));
    assert.deepEqual([result.state, result.uncovered.empty], ['verified', ['__init__.py']]);
  });
});

describe('what a signature leaves out', () => {
  const withMore = new MemoryFolder({
    ...FILES,
    'custom.py': 'evil',
    'notes.md': 'x',
    '.git/HEAD': 'y',
    'model.sig': 's',
  });
  const ignorePaths = ['custom.py', 'notes.md'];
  const options = { ignorePaths, signaturePath: 'model.sig' };

  it('fails the verification where a model could load it', async () => {
    const result = await verify(
      withMore,
      await signed(withMore, options),
      options.ignorePaths.length > 0 ? { signaturePath: 'model.sig' } : {},
    );
    assert.equal(result.state, 'failed');
    assert.deepEqual(result.problems, [
      'custom.py can be loaded and nobody signed it: the signature says to ignore it.',
    ]);
    assert.deepEqual(result.uncovered.hiddenBySignature, ignorePaths);
  });

  it('leaves it open where it is harmless by name', async () => {
    const folder = new MemoryFolder({ ...FILES, 'notes.md': 'x' });
    const result = await verify(folder, await signed(folder, { ignorePaths: ['notes.md'] }));
    assert.deepEqual([result.state, result.problems], ['inconclusive', []]);
    assert.match(result.unchecked.join(), /notes\.md is there, unsigned/);
  });

  it('is fine where the caller leaves it out too, and it is still listed', async () => {
    const result = await verify(withMore, await signed(withMore, options), options);
    assert.equal(result.state, 'verified');
    assert.deepEqual(result.uncovered.ignored, ['.git/HEAD', 'custom.py', 'model.sig', 'notes.md']);
    assert.deepEqual(result.notes, ['The signature says to ignore custom.py, notes.md.']);
  });

  it('is matched as a path, not as a beginning or anywhere', async () => {
    const folder = new MemoryFolder({ ...FILES, 'cache/x': '1' });
    const bundle = await signed(folder, { ignorePaths: ['cache'] });
    const more = new MemoryFolder({
      ...FILES,
      'cache/x': '1',
      'cached.txt': '2',
      'sub/cache/y': '3',
    });
    const result = await verify(more, bundle, { ignorePaths: ['cache'] });
    assert.deepEqual(result.uncovered.unsigned, ['cached.txt', 'sub/cache/y']);
  });

  it('cannot be a pattern, or lead out of the folder', async () => {
    for (const path of ['*.py', '../x', '/etc', 'a[b'])
      await assert.rejects(
        signed(MODEL, { ignorePaths: [path] }),
        credenceError('USAGE', /plain path/),
      );
  });
});

describe('links and special files', () => {
  const linked = new MemoryFolder({ a: '1' }, { link: 'link-to-file' });

  it('are not signed', async () => {
    for (const kind of ['link-to-file', 'link-to-folder', 'other'] as const)
      await assert.rejects(
        signed(new MemoryFolder({ a: '1' }, { x: kind })),
        credenceError('NOT_ALLOWED', /^x is/),
      );
    const toFolder = signed(new MemoryFolder({ a: '1' }, { x: 'link-to-folder' }), {
      allowSymlinks: true,
    });
    await assert.rejects(toFolder, credenceError('NOT_ALLOWED', /never followed/));
  });

  it('that took the place of a signed file are refused', async () => {
    const bundle = await signed(new MemoryFolder({ a: '1', link: '2' }));
    const result = await verify(linked, bundle, { allowSymlinks: true });
    assert.match(result.problems.join(), /link is a link/);
  });
});

describe('a signature that its maker meant badly', () => {
  const names = ['../secret', '/etc/passwd', 'a/../../b', 'a\\b', 'C:/x', ''];
  for (const name of names) {
    it(`by naming ${JSON.stringify(name)} is refused before any file is read`, async () => {
      const resources = [{ name, digest: '00'.repeat(32) }];
      const result = await verify(MODEL, bundleOver(statementOver(resources)));
      assert.deepEqual([result.state, result.verifiedFiles], ['failed', 0]);
    });
  }

  it('by naming shards that leave the folder is refused', async () => {
    const resources = [{ name: '../x:0:4', digest: '00'.repeat(32) }];
    const statement = statementOver(resources, { method: 'shards', shard_size: 4 });
    assert.match((await verify(MODEL, bundleOver(statement))).problems.join(), /not a path/);
  });

  it('with a root digest of other resources is refused', async () => {
    const statement = {
      ...statementOver(await resourcesOf()),
      subject: [{ name: 'model', digest: { sha256: '00'.repeat(32) } }],
    };
    assert.match((await verify(MODEL, bundleOver(statement))).problems.join(), /root digest/);
  });

  it('with a resource twice, or digests of two kinds, is refused', async () => {
    const resources = await resourcesOf();
    const [first] = resources;
    const twice = first === undefined ? [] : [...resources, first];
    assert.match((await verify(MODEL, bundleOver(statementOver(twice)))).problems.join(), /twice/);
    const mixed = resources.map((resource) => ({ ...resource, algorithm: 'blake2b' }));
    assert.match((await verify(MODEL, bundleOver(statementOver(mixed)))).problems.join(), /mixes/);
  });

  it('with another predicate is refused, although it is signed', async () => {
    const statement = {
      ...statementOver(await resourcesOf()),
      predicateType: 'https://example.com/wrong',
    };
    assert.match(
      (await verify(MODEL, bundleOver(statement))).problems.join(),
      /not a model signature|example\.com\/wrong/,
    );
  });

  it('with two subjects is refused', async () => {
    const { subject, ...rest } = statementOver(await resourcesOf()) as { subject: object[] };
    const statement = { ...rest, subject: [...subject, ...subject] };
    assert.match((await verify(MODEL, bundleOver(statement))).problems.join(), /one subject/);
  });

  it('in another order is taken, for order binds nothing', async () => {
    const resources = [...(await resourcesOf())].reverse();
    assert.equal((await verify(MODEL, bundleOver(statementOver(resources)))).state, 'verified');
  });

  it('with two signatures is refused', async () => {
    const bundle = JSON.parse(await signed());
    bundle.dsseEnvelope.signatures.push(bundle.dsseEnvelope.signatures[0]);
    assert.equal((await verify(MODEL, JSON.stringify(bundle))).state, 'failed');
  });

  it('over another payload type is refused', async () => {
    const bundle = JSON.parse(await signed());
    bundle.dsseEnvelope.payloadType = 'application/json';
    assert.match((await verify(MODEL, JSON.stringify(bundle))).problems.join(), /payloadType/);
  });

  it('by more than one method is refused', async () => {
    const bundle = JSON.parse(await signed());
    bundle.verificationMaterial.certificate = { rawBytes: 'AAAA' };
    assert.match((await verify(MODEL, JSON.stringify(bundle))).problems.join(), /more than one/);
  });
});

describe('a signature that cannot be checked', () => {
  it('for want of BLAKE3 is inconclusive by that name', async () => {
    const resources = (await resourcesOf()).map((resource) => ({
      ...resource,
      algorithm: 'blake3',
    }));
    const result = await verify(
      MODEL,
      bundleOver(statementOver(resources, { hash_type: 'blake3' })),
    );
    assert.deepEqual(
      [result.state, result.unchecked],
      ['inconclusive', ['BLAKE3 digests cannot be checked here.']],
    );
  });

  it('for want of the right trust is inconclusive, and says what is needed', async () => {
    const result = await verifyDirectory(MODEL, Buffer.from(await signed()), {
      trust: { method: 'certificate', roots: [], at: new Date() },
    });
    assert.deepEqual([result.state, result.manifest], ['inconclusive', null]);
    assert.match(result.unchecked.join(), /give the public key/);
  });

  it('because it is anything at all is failed, and never verified', async () => {
    const input = fc.oneof(
      fc.uint8Array(),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
    );
    await fc.assert(
      fc.asyncProperty(input, async (bytes) => {
        const demands = { trust: { method: 'key', keys: [KEY.publicKey] } } as const;
        assert.equal((await verifyDirectory(MODEL, bytes, demands)).state, 'failed');
      }),
      { numRuns: 50 },
    );
  });
});

describe('signing', () => {
  it('orders resources by code points and takes one file under its own name', async () => {
    const folder = new MemoryFolder({ 'a/b': '1', 'a.b': '2', '\u{1f600}': '3', '\uffee': '4' });
    const names = (await resourcesOf(folder)).map(({ name }) => name);
    assert.deepEqual(names, ['a.b', 'a/b', '\uffee', '\u{1f600}']);
    const alone = new MemoryFolder({ '.': 'weights' });
    const { bundle, manifest } = await signDirectory(alone, KEY);
    assert.deepEqual(
      manifest.resources.map(({ name }) => name),
      ['model'],
    );
    assert.equal((await verify(alone, bundle)).state, 'verified');
  });

  it('refuses nothing to sign, Ed25519 unasked, and shards without size', async () => {
    await assert.rejects(
      signed(new MemoryFolder({ '.gitignore': 'x' })),
      credenceError('DATA_EMPTY', /nothing/),
    );
    const ed25519 = signDirectory(MODEL, KeyPair.generate());
    await assert.rejects(ed25519, credenceError('DATA_UNSUPPORTED', /Ed25519/));
    await assert.rejects(signed(MODEL, { shardBytes: 0 }), credenceError('USAGE', /shard/));
  });
});
