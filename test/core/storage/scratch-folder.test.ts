import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { nodeFileSystem } from '../../../src/core/storage/node-file-system.ts';
import { processStart } from '../../../src/core/storage/process-start.ts';
import { ScratchFolder } from '../../../src/core/storage/scratch-folder.ts';

const base = mkdtempSync(join(tmpdir(), 'credence-scratch-'));
after(() => rmSync(base, { recursive: true }));

function scratchWith(...names: readonly string[]): ScratchFolder {
  const folder = mkdtempSync(join(base, 'of-'));
  for (const name of names) writeFileSync(join(folder, name), 'half');
  return new ScratchFolder(folder, nodeFileSystem);
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? assert.fail('it did not start');
}

describe('the scratch folder', () => {
  it('sweeps what dead processes left, and nothing of living ones', async () => {
    const scratch = scratchWith();
    const own = basename(scratch.newPath());
    const [machine] = own.split('.');
    const dead = `${machine}.${await deadProcess()}.0123456789abcdef`;
    for (const name of [own, dead]) writeFileSync(join(scratch.path, name), 'half');
    assert.deepEqual(scratch.sweep(), [dead]);
    assert.deepEqual(readdirSync(scratch.path), [own]);
  });

  it('takes a file older than the process of its number for one of another process', () => {
    const scratch = scratchWith();
    const path = scratch.newPath();
    writeFileSync(path, 'half');
    const long = new Date(Date.now() - 365 * 24 * 3_600_000);
    utimesSync(path, long, long);
    assert.deepEqual(scratch.sweep(), [basename(path)]);
  });

  it('gives other machines a day', () => {
    const foreign = ['00000000.1.0123456789abcdef', 'something'];
    const scratch = scratchWith(...foreign);
    mkdirSync(join(scratch.path, 'folder'));
    assert.deepEqual(scratch.sweep(), []);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    for (const name of foreign) utimesSync(join(scratch.path, name), yesterday, yesterday);
    assert.deepEqual(scratch.sweep(), foreign);
  });

  it('never chooses a path twice', () => {
    const scratch = scratchWith();
    const paths = Array.from({ length: 1000 }, () => scratch.newPath());
    assert.equal(new Set(paths).size, 1000);
  });
});

describe('the start of a process', () => {
  it('is known of this one, and null of one that ended', async () => {
    const start = processStart(process.pid);
    assert.ok(start !== null);
    const expected = Date.now() - process.uptime() * 1000;
    if (process.platform === 'linux') assert.ok(Math.abs(start - expected) < 5000);
    assert.equal(processStart(await deadProcess()), null);
  });
});
