import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CompactRange } from '../../src/core/merkle/compact-range.ts';
import { leafHash } from '../../src/core/merkle/tree-hash.ts';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import { catchUp } from '../../src/ledger/catch-up.ts';
import type { FileTileStore } from '../../src/ledger/file-tile-store.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { DEMANDS, entries, LOG, newLog, source } from './small-log.ts';

const leaves = entries(700);
const logs: FileTileStore[] = [];
after(() => {
  for (const { folder } of logs) rmSync(dirname(folder), { recursive: true });
});

function log(): FileTileStore {
  const tiles = newLog();
  logs.push(tiles);
  return tiles;
}

function rootOf(count: number): Buffer {
  const range = new CompactRange();
  for (const entry of leaves.slice(0, count)) range.append(leafHash(entry));
  return range.root();
}

describe('catching up', () => {
  it('gives the same files in one step and in many, and each step verifies', async () => {
    const stepwise = log();
    for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 600, 700]) {
      const checkpoint = await catchUp(source(leaves.slice(0, size)), stepwise, LOG);
      assert.equal(checkpoint.size, size);
      assert.deepEqual(checkpoint.root, rootOf(size));
      const verified = await verifyLedger(stepwise.folder, DEMANDS);
      assert.deepEqual(verified.checkpoint, checkpoint);
      assert.deepEqual(verified.strays, []);
    }
    const atOnce = log();
    await catchUp(source(leaves), atOnce, LOG);
    assert.deepEqual([...stepwise.walk()], [...atOnce.walk()]);
    for (const path of atOnce.walk()) assert.deepEqual(stepwise.read(path), atOnce.read(path));
  });

  it('changes nothing when nothing was added', async () => {
    const tiles = log();
    await catchUp(source(leaves), tiles, LOG);
    const before = tiles.read('checkpoint');
    await catchUp(source(leaves), tiles, LOG);
    assert.deepEqual(tiles.read('checkpoint'), before);
  });

  it('goes on after a crash between tiles and checkpoint', async () => {
    const tiles = log();
    await catchUp(source(leaves.slice(0, 300)), tiles, LOG);
    const checkpoint = tiles.read('checkpoint');
    assert.ok(checkpoint !== null);
    await catchUp(source(leaves.slice(0, 520)), tiles, LOG);
    tiles.write([{ path: 'checkpoint', bytes: checkpoint }]);
    const ahead = await verifyLedger(tiles.folder, DEMANDS);
    assert.equal(ahead.checkpoint.size, 300);
    assert.ok(ahead.strays.includes('tile/entries/002.p/8'));
    await catchUp(source(leaves), tiles, LOG);
    assert.deepEqual((await verifyLedger(tiles.folder, DEMANDS)).checkpoint.root, rootOf(700));
  });

  it('makes missing and damaged tiles anew from the entries', async () => {
    for (const path of ['tile/0/002.p/188', 'tile/entries/002.p/188', 'tile/1/000.p/2']) {
      const tiles = log();
      await catchUp(source(leaves), tiles, LOG);
      tiles.remove([path]);
      await catchUp(source(leaves), tiles, LOG);
      assert.deepEqual((await verifyLedger(tiles.folder, DEMANDS)).checkpoint.root, rootOf(700));
      tiles.write([{ path, bytes: Buffer.alloc(3) }]);
      await catchUp(source(leaves), tiles, LOG);
      assert.deepEqual((await verifyLedger(tiles.folder, DEMANDS)).checkpoint.root, rootOf(700));
    }
  });

  it('makes all tiles anew when told', async () => {
    const tiles = log();
    await catchUp(source(leaves), tiles, LOG);
    tiles.write([{ path: 'tile/0/000', bytes: Buffer.alloc(8192) }]);
    await assert.rejects(verifyLedger(tiles.folder, DEMANDS), { code: 'INTEGRITY_FAILED' });
    await catchUp(source(leaves), tiles, { ...LOG, rebuild: true });
    assert.deepEqual((await verifyLedger(tiles.folder, DEMANDS)).checkpoint.root, rootOf(700));
  });

  it('never signs a second history', async () => {
    const tiles = log();
    await catchUp(source(leaves.slice(0, 300)), tiles, LOG);
    const before = tiles.read('checkpoint');
    await assert.rejects(catchUp(source(leaves.slice(0, 299)), tiles, LOG), {
      code: 'INTEGRITY_FAILED',
      message: /only 299 remain/,
    });
    tiles.remove(['tile/0/001.p/44']);
    const other = leaves.with(7, Buffer.from('another'));
    await assert.rejects(catchUp(source(other), tiles, LOG), {
      code: 'INTEGRITY_FAILED',
      message: /another root/,
    });
    assert.deepEqual(tiles.read('checkpoint'), before);
  });

  it('does not go on from a checkpoint of another log or key', async () => {
    const tiles = log();
    await catchUp(source(leaves.slice(0, 3)), tiles, LOG);
    const other = { ...LOG, signer: KeyPair.generate() };
    await assert.rejects(catchUp(source(leaves), tiles, other), { code: 'SIGNATURE_INVALID' });
    const renamed = { ...LOG, origin: 'other.example/log' };
    await assert.rejects(catchUp(source(leaves), tiles, renamed), { code: 'SIGNATURE_INVALID' });
  });

  it('ignores and sweeps what a crashed writer left', async () => {
    const tiles = log();
    await catchUp(source(leaves), tiles, LOG);
    const [name = ''] = tiles.list('scratch');
    assert.equal(name, '');
    const own = join(tiles.folder, 'scratch', 'left-over');
    writeFileSync(own, 'half');
    await verifyLedger(tiles.folder, DEMANDS);
    assert.deepEqual(tiles.sweep(), []);
    assert.equal(readFileSync(own, 'utf8'), 'half');
  });
});
