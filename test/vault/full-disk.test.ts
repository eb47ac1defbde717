import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { digestOf } from '../../src/core/digest.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';

const base = mkdtempSync(join(tmpdir(), 'credence-full-disk-'));
const disk = smallDisk();
after(() => {
  if (disk !== null) execFileSync('umount', ['-l', disk]);
  rmSync(base, { recursive: true });
});

/** A file system of one megabyte; null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = join(base, 'disk');
  mkdirSync(folder);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  return status === 0 ? folder : null;
}

describe('a full disk', () => {
  it('gives an error with path and hint, and keeps what it had', {
    skip: disk === null ? 'this user may not mount a small file system' : false,
  }, async () => {
    const store = FileObjectStore.open(join(disk ?? '', 'objects'), { threads: 0 });
    const small = Array.from({ length: 40 }, (_, index) => ({ bytes: `object ${index}` }));
    await store.putAll(small);
    const source = join(base, 'too large');
    writeFileSync(source, Buffer.alloc(2_000_000, 'x'));
    const tooMuch = [
      [{ path: source }],
      Array.from({ length: 40 }, (_, index) => ({ bytes: Buffer.alloc(60_000, `${index}`) })),
    ];
    for (const sources of tooMuch) {
      await assert.rejects(store.putAll(sources), {
        code: 'STORAGE_FAILED',
        hint: /disk is full/,
      });
    }
    assert.deepEqual(readdirSync(join(store.folder, 'scratch')), []);
    const { problems, objects } = await store.verify();
    assert.deepEqual([problems, objects], [[], 40]);
    await store.put({ bytes: 'still room for little' });
    assert.equal(digestOf(await store.bytes(digestOf('object 3'))), digestOf('object 3'));
  });
});
