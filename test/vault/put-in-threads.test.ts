import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { digestFiles } from '../../src/vault/digest-files.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';

const FILES = 600;
const base = mkdtempSync(join(tmpdir(), 'credence-vault-threads-'));
const paths = Array.from({ length: FILES }, (_, index) => join(base, `file-${index}`));
const sources = paths.map((path) => ({ path }));
const contentOf = (index: number): string =>
  `content ${index % 500}`.repeat(index === 7 ? 40_000 : 1);

before(() => {
  for (const [index, path] of paths.entries()) writeFileSync(path, contentOf(index));
});
after(() => rmSync(base, { recursive: true }));

describe('many files', () => {
  it('are stored by threads in the order of the sources', async () => {
    const store = FileObjectStore.open(join(base, 'objects'), { threads: 2 });
    const stored = await store.putAll(sources);
    for (const [index, { digest, size }] of stored.entries()) {
      assert.equal(digest, digestOf(contentOf(index)));
      assert.equal(size, contentOf(index).length);
    }
    const { problems, strays } = await store.verify();
    assert.deepEqual([problems, strays], [[], []]);
    assert.equal(new Set(await Array.fromAsync(store.list())).size, 501);
    assert.deepEqual(readdirSync(join(base, 'objects', 'scratch')), []);
    const packs = readdirSync(join(base, 'objects', 'packs'));
    assert.ok(packs.length <= 2);
    await store.putAll(sources);
    assert.deepEqual(readdirSync(join(base, 'objects', 'packs')), packs);
    await store.close();
  });

  it('leave nothing behind where one of them fails in a thread', async () => {
    const store = FileObjectStore.open(join(base, 'failed'), { threads: 2 });
    const missing = { path: join(base, 'missing') };
    await assert.rejects(store.putAll([...sources, missing]), {
      name: 'CredenceError',
      code: 'FILE_NOT_FOUND',
      at: { file: missing.path },
    });
    assert.deepEqual(await Array.fromAsync(store.list()), []);
    assert.deepEqual(readdirSync(join(base, 'failed', 'scratch')), []);
    await store.close();
  });

  it('are hashed without being kept', async () => {
    const digests = await digestFiles(sources);
    assert.deepEqual(
      digests.map(({ digest }) => digest),
      paths.map((_, index) => digestOf(contentOf(index))),
    );
    const promised = { path: paths[0] ?? '', expected: digestOf('promised') };
    await assert.rejects(digestFiles([promised]), { code: 'INTEGRITY_FAILED' });
  });
});
