import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { CredenceError } from '../../src/core/error.ts';
import type { FileSystem } from '../../src/core/storage/file-system.ts';
import { nodeFileSystem } from '../../src/core/storage/node-file-system.ts';
import { storageError } from '../../src/core/storage/storage-error.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';

const base = mkdtempSync(join(tmpdir(), 'credence-vault-durable-'));
after(() => rmSync(base, { recursive: true }));

/** One step on the disk, in the order in which it was done. */
type Step = readonly ['write' | 'flush' | 'rename' | 'flushFolder' | 'makeFolder', string];

/** The real file system, with a look at every step that changes it; a step may be made to fail. */
function watched(steps: Step[], failAt: (step: Step) => Error | null = () => null): FileSystem {
  const note = (...step: Step): void => {
    const failure = failAt(step);
    if (failure !== null) throw failure;
    steps.push(step);
  };
  return {
    ...nodeFileSystem,
    write(file, data) {
      note('write', file.path);
      nodeFileSystem.write(file, data);
    },
    flush(file) {
      note('flush', file.path);
      nodeFileSystem.flush(file);
    },
    rename(from, to) {
      note('rename', `${from} ${to}`);
      nodeFileSystem.rename(from, to);
    },
    flushFolder(path) {
      note('flushFolder', path);
      nodeFileSystem.flushFolder(path);
    },
    makeFolder(path) {
      note('makeFolder', path);
      return nodeFileSystem.makeFolder(path);
    },
  };
}

function failing(errno: string, at: Step[0], onPath: string): (step: Step) => Error | null {
  return ([kind, path]) => {
    if (kind !== at || !path.includes(onPath)) return null;
    const cause = Object.assign(new Error(errno), { code: errno });
    return storageError(cause, path, 'written');
  };
}

const few = [{ bytes: 'one' }, { bytes: Buffer.alloc(400_000, 'large') }];
const many = Array.from({ length: 40 }, (_, index) => ({ bytes: `object ${index}` }));

describe('what the vault acknowledges', () => {
  for (const [name, sources] of [
    ['files of their own', few],
    ['packs', many],
    ['both', [...few, ...many]],
  ] as const) {
    it(`was flushed first: ${name}`, async () => {
      const steps: Step[] = [];
      const folder = join(base, `flushed ${name}`);
      const store = FileObjectStore.open(folder, { files: watched(steps) });
      await store.putAll(sources);
      const renames = steps.flatMap(([kind, paths], at) =>
        kind === 'rename'
          ? [{ at, from: paths.split(' /')[0] ?? '', to: `/${paths.split(' /')[1]}` }]
          : [],
      );
      assert.ok(renames.length > 0);
      for (const { at, from, to } of renames) {
        const lastWrite = steps.findLastIndex(([kind, path]) => kind === 'write' && path === from);
        const flush = steps.findIndex(([kind, path]) => kind === 'flush' && path === from);
        const named = steps.findLastIndex(
          ([kind, path]) => kind === 'flushFolder' && path === dirname(to),
        );
        assert.ok(lastWrite < flush && flush < at && at < named, `${to} was not flushed in order`);
      }
      for (const [at, [kind, path]] of steps.entries()) {
        if (kind !== 'makeFolder') continue;
        const above = ([other, of]: Step): boolean =>
          other === 'flushFolder' && of === dirname(path);
        assert.ok(steps.slice(at).some(above), `the name of ${path} was not flushed`);
      }
    });
  }

  it('is one flush for a batch of small objects', async () => {
    const steps: Step[] = [];
    const store = FileObjectStore.open(join(base, 'one flush'), { files: watched(steps) });
    await store.putAll(many);
    assert.equal(steps.filter(([kind]) => kind === 'flush').length, 1);
  });

  it('is there again although it was never flushed by who wrote it', async () => {
    const folder = join(base, 'reused');
    await FileObjectStore.open(folder, { threads: 0 }).put({ bytes: 'one' });
    const steps: Step[] = [];
    await FileObjectStore.open(folder, { files: watched(steps) }).put({ bytes: 'one' });
    const home = join(folder, digestOf('one').slice(7, 9));
    assert.deepEqual(steps, [['flushFolder', home]]);
  });
});

describe('a file system without direct writes', () => {
  const large = join(base, 'large file');
  const content = Buffer.alloc(3_000_001, 'direct ');
  before(() => writeFileSync(large, content));

  it('gets the same objects through its cache', async () => {
    const refusing: FileSystem = {
      ...nodeFileSystem,
      write(file, data) {
        if (!file.direct) return nodeFileSystem.write(file, data);
        const cause = Object.assign(new Error('EINVAL'), { code: 'EINVAL' });
        throw storageError(cause, file.path, 'written');
      },
    };
    const without: FileSystem = {
      ...nodeFileSystem,
      create: (path) => nodeFileSystem.create(path),
    };
    for (const [name, files] of Object.entries({ refusing, without, with: nodeFileSystem })) {
      const store = FileObjectStore.open(join(base, `direct ${name}`), { files });
      const { digest, size } = await store.put({ path: large });
      assert.deepEqual([digest, size], [digestOf(content), content.length]);
      assert.ok((await store.bytes(digest)).equals(content));
      assert.deepEqual(nodeFileSystem.list(join(store.folder, 'scratch')), []);
    }
  });
});

describe('a disk that fails', () => {
  const failures = [
    ['ENOSPC', 'write', /full/],
    ['ENOSPC', 'flush', /full/],
    ['EDQUOT', 'write', /quota/],
    ['EROFS', 'rename', /read-only/],
    ['EACCES', 'rename', /permission/],
    ['EIO', 'flushFolder', /disk reports an error/],
  ] as const;
  for (const [errno, step, hint] of failures) {
    it(`with ${errno} at ${step} gives an error with path and hint, and loses nothing`, async () => {
      const folder = join(base, `${errno} ${step}`);
      const before = FileObjectStore.open(folder, { threads: 0 });
      await before.put({ bytes: 'kept' });
      let broken = true;
      const files = watched([], (each) => (broken ? failing(errno, step, folder)(each) : null));
      const store = FileObjectStore.open(folder, { files });
      for (const sources of [few, many]) {
        await assert.rejects(store.putAll(sources), (error) => {
          assert.ok(error instanceof CredenceError);
          assert.equal(error.code, 'STORAGE_FAILED');
          assert.match(error.hint ?? '', hint);
          assert.ok(error.at?.file?.includes(folder));
          return true;
        });
      }
      assert.deepEqual(nodeFileSystem.list(join(folder, 'scratch')), []);
      assert.deepEqual((await store.verify()).problems, []);
      broken = false;
      await store.putAll([...few, ...many]);
      assert.deepEqual((await store.verify()).problems, []);
      assert.equal((await store.bytes(digestOf('kept'))).toString(), 'kept');
    });
  }

  it('that holds nothing is said so when it is opened', () => {
    const files = watched([], failing('EROFS', 'makeFolder', base));
    assert.throws(() => FileObjectStore.open(join(base, 'read-only'), { files }), {
      code: 'STORAGE_FAILED',
      hint: /read-only/,
    });
  });
});
