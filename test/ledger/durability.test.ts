import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { FileSystem } from '../../src/core/storage/file-system.ts';
import { nodeFileSystem } from '../../src/core/storage/node-file-system.ts';
import { storageError } from '../../src/core/storage/storage-error.ts';
import { catchUp } from '../../src/ledger/catch-up.ts';
import { FileTileStore } from '../../src/ledger/file-tile-store.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { DEMANDS, entries, LOG, source } from './small-log.ts';

const base = mkdtempSync(join(tmpdir(), 'credence-ledger-durable-'));
after(() => rmSync(base, { recursive: true }));
const leaves = entries(300);

describe('a checkpoint', () => {
  it('gets its name after every tile was flushed and named, and their folders were flushed', async () => {
    const steps: string[] = [];
    const names = new Map<string, string>();
    const files: FileSystem = {
      ...nodeFileSystem,
      flush(file) {
        steps.push(`flush ${file.path}`);
        nodeFileSystem.flush(file);
      },
      rename(from, to) {
        names.set(to, from);
        steps.push(`name ${to}`);
        nodeFileSystem.rename(from, to);
      },
      flushFolder(path) {
        steps.push(`flush ${path}`);
        nodeFileSystem.flushFolder(path);
      },
    };
    const tiles = new FileTileStore(join(base, 'order'), files);
    await catchUp(source(leaves), tiles, LOG);
    const signed = steps.indexOf(`name ${join(tiles.folder, 'checkpoint')}`);
    const paths = [...tiles.walk()].map((path) => join(tiles.folder, path));
    assert.equal(paths.length, 5);
    for (const path of paths) {
      const flushed = steps.indexOf(`flush ${names.get(path)}`);
      const named = steps.indexOf(`name ${path}`);
      const durable = steps.findIndex(
        (step, at) => at > named && step === `flush ${dirname(path)}`,
      );
      assert.ok(flushed >= 0 && flushed < named && named < durable && durable < signed, path);
    }
  });

  it('is left as it was when the disk is full, and the next call goes on', async () => {
    const folder = join(base, 'full');
    const tiles = new FileTileStore(folder);
    await catchUp(source(leaves.slice(0, 100)), tiles, LOG);
    const broken = new FileTileStore(folder, {
      ...nodeFileSystem,
      write(file) {
        const cause = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        throw storageError(cause, file.path, 'written');
      },
    });
    await assert.rejects(catchUp(source(leaves), broken, LOG), {
      code: 'STORAGE_FAILED',
      hint: /full/,
    });
    assert.equal((await verifyLedger(folder, DEMANDS)).checkpoint.size, 100);
    assert.deepEqual(tiles.list('scratch'), []);
    await catchUp(source(leaves), tiles, LOG);
    assert.equal((await verifyLedger(folder, DEMANDS)).checkpoint.size, 300);
  });
});
