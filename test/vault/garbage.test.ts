import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import type { FileSystem } from '../../src/core/storage/file-system.ts';
import { nodeFileSystem } from '../../src/core/storage/node-file-system.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';
import { objectPath } from '../../src/vault/object-path.ts';

const base = mkdtempSync(join(tmpdir(), 'credence-vault-garbage-'));
after(() => rmSync(base, { recursive: true }));
const NOTHING = new Set<never>();
const small = Array.from({ length: 30 }, (_, index) => ({ bytes: `object ${index}` }));

/** Lets all objects be two days old. */
function age(folder: string): void {
  const old = new Date(Date.now() - 48 * 3_600_000);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(folder, name), old, old);
}

function open(name: string, files?: FileSystem): FileObjectStore {
  return FileObjectStore.open(join(base, name), files === undefined ? { threads: 0 } : { files });
}

describe('the collection of garbage', () => {
  it('spares what was put again, also by another process', async () => {
    const store = open('again');
    await store.putAll(small);
    await store.put({ bytes: 'alone' });
    await store.put({ bytes: 'dead' });
    age(store.folder);
    const other = open('again');
    await other.put({ bytes: 'alone' });
    await other.put({ bytes: 'object 3' });
    const { removed } = await store.collectGarbage(NOTHING);
    assert.deepEqual(removed, [digestOf('dead')]);
    assert.equal((await store.bytes(digestOf('alone'))).toString(), 'alone');
    assert.equal((await store.bytes(digestOf('object 3'))).toString(), 'object 3');
  });

  it('moves back what another process put again at that very moment', async () => {
    const first = open('moment');
    await first.put({ bytes: 'wanted' });
    age(first.folder);
    const path = objectPath(first.folder, digestOf('wanted'));
    const store = open('moment', {
      ...nodeFileSystem,
      rename(from, to) {
        if (from === path) nodeFileSystem.touch(path);
        nodeFileSystem.rename(from, to);
      },
    });
    assert.deepEqual((await store.collectGarbage(NOTHING)).removed, []);
    assert.equal((await store.bytes(digestOf('wanted'))).toString(), 'wanted');
  });

  it('writes a pack again without its dead objects', async () => {
    const store = open('pack');
    await store.putAll(small);
    age(store.folder);
    const [before] = readdirSync(join(store.folder, 'packs'));
    const live = new Set([digestOf('object 0'), digestOf('object 29')]);
    const { removed } = await store.collectGarbage(live);
    assert.equal(removed.length, 28);
    const packs = readdirSync(join(store.folder, 'packs'));
    assert.equal(packs.length, 1);
    assert.notEqual(packs[0], before);
    assert.equal((await store.bytes(digestOf('object 29'))).toString(), 'object 29');
    assert.equal(await store.size(digestOf('object 1')), null);
    const later = await store.collectGarbage(live, { graceMs: -60_000 });
    assert.deepEqual(later.removed, []);
    await store.collectGarbage(NOTHING, { graceMs: -60_000 });
    assert.deepEqual(await Array.fromAsync(store.list()), []);
  });

  it('leaves a damaged pack as evidence', async () => {
    const store = open('evidence');
    await store.putAll(small);
    const [name = ''] = readdirSync(join(store.folder, 'packs'));
    const path = join(store.folder, 'packs', name);
    const bytes = readFileSync(path);
    bytes[50] = 0;
    chmodSync(path, 0o644);
    writeFileSync(path, bytes);
    age(store.folder);
    const live = new Set([digestOf('object 0')]);
    assert.deepEqual((await store.collectGarbage(live)).removed, []);
    assert.equal((await store.verify()).problems[0]?.digest, digestOf('object 0'));
  });
});
