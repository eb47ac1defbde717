import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import type { DatasetVersionId, RetrievalId } from '../../src/core/identifiers.ts';
import { asName } from '../../src/core/name.ts';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import {
  comparePaths,
  type DatasetManifest,
  decodeManifest,
  encodeManifest,
  MANIFEST_FORMAT,
} from '../../src/vault/dataset-manifest.ts';

const manifest: DatasetManifest = {
  format: MANIFEST_FORMAT,
  dataset: asName('reviews'),
  files: [
    { path: 'a/train.csv', sha256: digestOf('train'), size: 5 },
    { path: 'b.csv', sha256: digestOf('b'), size: 1 },
  ],
  schema: [{ name: 'text', type: 'text', list: false }],
  records: { count: 2, root: digestOf('root'), digests: digestOf('digests') },
  parents: [digestOf('parent') as DatasetVersionId],
  sources: [{ name: asName('shop'), retrieval: 'r-1' as RetrievalId, tier: 'vendor' }],
  tier: 'vendor',
  taintedShare: 0.25,
  transformation: { name: 'dedupe', code: digestOf('code'), parameters: { keep: 'first' } },
  author: KeyPair.generate().publicKey.id,
  message: 'First version',
  created: '2026-11-21T08:00:00.000Z',
};

/** Fields as hostile JSON may have them. */
function altered(fields: object): DatasetManifest {
  return { ...manifest, ...fields };
}

describe('manifests of dataset versions', () => {
  it('have the digest of their canonical JSON as id', () => {
    const { id, bytes } = encodeManifest(manifest);
    assert.equal(id, digestOf(bytes));
    assert.match(bytes.toString(), /^\{"author":"[0-9a-f]{64}","created":/);
    assert.deepEqual(decodeManifest(bytes, id), manifest);
    assert.notEqual(encodeManifest(altered({ message: 'other' })).id, id);
    const plain = altered({ records: null, transformation: null, schema: [], parents: [] });
    assert.deepEqual(decodeManifest(encodeManifest(plain).bytes), plain);
  });

  it('are refused as another version’s', () => {
    const { bytes } = encodeManifest(manifest);
    assert.throws(() => decodeManifest(bytes, digestOf('other') as DatasetVersionId), {
      code: 'INTEGRITY_FAILED',
    });
  });

  it('name no path that leaves the dataset', () => {
    const paths = ['/etc/passwd', '../x', 'a/../b', 'a//b', './a', 'C:/x', 'a\\b', '', 'a\0b'];
    for (const path of paths) {
      const files = [{ path, sha256: digestOf('x'), size: 1 }];
      assert.throws(() => encodeManifest(altered({ files })), { code: 'USAGE' }, path);
    }
  });

  it('name each path once, in order', () => {
    const [first, second] = manifest.files;
    for (const files of [
      [second, first],
      [first, first],
    ])
      assert.throws(() => encodeManifest(altered({ files })), { code: 'USAGE' });
    const names = [{ path: 'b' }, { path: 'a/b' }, { path: 'a' }, { path: 'B' }];
    assert.deepEqual(
      names.sort(comparePaths).map(({ path }) => path),
      ['B', 'a', 'a/b', 'b'],
    );
  });

  it('have no wrong, missing or further members', () => {
    const wrong = [
      { format: 'credence.dataset/v2' },
      { dataset: '../x' },
      { author: 'me' },
      { created: 'today' },
      { taintedShare: 1.5 },
      { parents: ['sha256:00'] },
      { records: { count: -1, root: digestOf('r'), digests: digestOf('d') } },
      { files: [{ path: 'a', sha256: digestOf('x').toUpperCase(), size: 1 }] },
      { tier: undefined },
      { more: 1 },
    ];
    for (const fields of wrong)
      assert.throws(
        () => encodeManifest(altered(fields)),
        { code: 'USAGE' },
        JSON.stringify(fields),
      );
  });

  it('have one form only', () => {
    const { bytes } = encodeManifest(manifest);
    const text = bytes.toString();
    for (const other of [` ${text}`, JSON.stringify(manifest), 'x', '{}', text.slice(0, -1)])
      assert.throws(() => decodeManifest(Buffer.from(other)), { code: 'DATA_MALFORMED' });
  });
});
