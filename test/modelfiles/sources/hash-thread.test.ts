import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { digestOf } from '../../../src/core/digest.ts';
import { Budget, DEFAULT_LIMITS } from '../../../src/modelfiles/limits.ts';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import type { FileSource } from '../../../src/modelfiles/sources/file-source.ts';
import { type Hashing, hashAside } from '../../../src/modelfiles/sources/hash-thread.ts';
import { openFileSource } from '../../../src/modelfiles/sources/open-file.ts';
import { passOver } from '../../../src/modelfiles/sources/whole-pass.ts';

/** Large enough for the thread, and of no round length. */
const BYTES = Buffer.alloc(6_000_001, 'the quick brown fox jumps over the lazy dog; ');

describe('a digest that another thread works out', { skip: availableParallelism() < 2 }, () => {
  let folder: string;
  let path: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence-hash-'));
    path = join(folder, 'bytes');
    writeFileSync(path, BYTES);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** The thread starts when it is first asked for. */
  async function hashing(source: FileSource): Promise<Hashing> {
    for (;;) {
      const begun = hashAside(source);
      if (begun !== null) return begun;
      await setTimeout(5);
    }
  }

  it('is that of the file, with the checksums that were expected of parts of it', async () => {
    const source = openFileSource(path);
    const inner = BYTES.subarray(5_000_000, 5_000_100);
    source.expect({ offset: 5_000_000, length: 100, crc32: crc32(inner), name: 'inner' });
    source.expect({ offset: 10, length: 2_000_000, crc32: 1, name: 'wrong' });
    source.expect({ offset: 20, length: 5, crc32: 1, name: 'wrong within' });
    source.expect({ offset: source.length, length: 0, crc32: 2, name: 'empty and wrong' });
    const pass = await passOver(source, new Budget(), await hashing(source));
    assert.equal(pass.digest, digestOf(BYTES));
    assert.deepEqual(
      pass.failedChecksums.map(({ name }) => name),
      ['wrong within', 'wrong', 'empty and wrong'],
    );
    source.close();
  });

  it('is asked for by one file at a time', async () => {
    const source = openFileSource(path);
    const first = await hashing(source);
    assert.equal(hashAside(source), null);
    await first.finish(new Budget());
    const second = await hashing(source);
    assert.equal(await second.finish(new Budget()), digestOf(BYTES));
    source.close();
  });

  it('is given up, and the file may be closed then', async () => {
    const source = openFileSource(path);
    const given = await hashing(source);
    await given.stop();
    source.close();
    const next = openFileSource(path);
    assert.equal(await (await hashing(next)).finish(new Budget()), digestOf(BYTES));
    next.close();
  });

  it('ends with the time that the file may take', async () => {
    const source = openFileSource(path);
    const begun = await hashing(source);
    const spent = new Budget({ ...DEFAULT_LIMITS, milliseconds: -1 });
    await assert.rejects(begun.finish(spent), { code: 'LIMIT_EXCEEDED' });
    await begun.stop();
    source.close();
  });

  it('is not given where the file became shorter, and what is wrong is said', async () => {
    const shrinking = join(folder, 'shrinking');
    writeFileSync(shrinking, BYTES);
    const source = openFileSource(shrinking);
    truncateSync(shrinking, 5_000_000);
    const begun = await hashing(source);
    assert.equal(await begun.finish(new Budget()), null);
    await assert.rejects(passOver(source, new Budget(), begun), { code: 'FILE_UNREADABLE' });
    source.close();
  });

  it('is not asked for by small files', () => {
    const small = join(folder, 'small');
    writeFileSync(small, BYTES.subarray(0, 3_000_000));
    const source = openFileSource(small);
    assert.equal(hashAside(source), null);
    source.close();
  });

  it('makes no difference to reports, of files that are scanned at once either', async () => {
    const source = openFileSource(path);
    await (await hashing(source)).stop();
    source.close();
    const alone = await scanModelFile(path, { threads: false });
    assert.equal(alone.digest, digestOf(BYTES));
    const both = await Promise.all([scanModelFile(path), scanModelFile(path)]);
    assert.deepEqual(both, [alone, alone]);
  });

  it('is worked out here where threads may not be started, and holds no process open', () => {
    const module = new URL('../../../src/modelfiles/scan-model-file.ts', import.meta.url);
    const script = `
      const { scanModelFile } = await import('${module}');
      for (let i = 0; i < 3; i++) console.log((await scanModelFile(${JSON.stringify(path)})).digest);`;
    for (const leave of [[], ['--permission', '--allow-fs-read=*']]) {
      const flags = [...leave, '--no-warnings', '--input-type=module', '--eval', script];
      const output = execFileSync(process.execPath, flags, { encoding: 'utf8', timeout: 20_000 });
      assert.equal(output, `${digestOf(BYTES)}\n`.repeat(3));
    }
  });
});
