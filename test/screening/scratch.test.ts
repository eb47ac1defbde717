import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { scan } from '../../src/screening/scan.ts';
import { openScratch, sweepScratch } from '../../src/screening/scratch.ts';
import { cleanCorpus } from './corpus.ts';
import { writeRows } from './scan-rows.ts';

describe('scratch', () => {
  const usual = process.env['TMPDIR'];
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'scratch-test-'));
    process.env['TMPDIR'] = folder;
  });
  after(() => {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is a folder that only its maker may read, and goes away', async () => {
    const scratch = await openScratch();
    assert.equal(existsSync(scratch.path), true);
    writeFileSync(join(scratch.path, 'spilled'), 'data');
    await scratch.remove();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is swept at the next start when its process was killed', async () => {
    const code = `import { openScratch } from ${JSON.stringify(new URL('../../src/screening/scratch.ts', import.meta.url).href)};
      await openScratch(); console.log('ready'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    assert.equal(readdirSync(folder).length, 1);
    await sweepScratch();
    assert.equal(readdirSync(folder).length, 1, 'what a living process uses stays');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await sweepScratch();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('leaves alone what is not ours', async () => {
    const names = ['credence-notes', 'credence-12-file', 'other-99999999-abc'];
    mkdirSync(join(folder, names[0] as string));
    writeFileSync(join(folder, 'credence-99999999-file'), 'not a folder');
    mkdirSync(join(folder, names[2] as string));
    await sweepScratch();
    assert.deepEqual(readdirSync(folder).sort(), [
      'credence-99999999-file',
      'credence-notes',
      'other-99999999-abc',
    ]);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });

  it('is gone after a scan, after one that failed, and after one that was cancelled', async () => {
    const path = writeRows(cleanCorpus({ seed: 1, count: 300 }));
    await scan({ paths: [path] });
    await assert.rejects(scan({ paths: [path], roles: { text: ['nothing'] } }));
    await assert.rejects(scan({ paths: [path], baseline: ['/nowhere'] }), {
      code: 'FILE_NOT_FOUND',
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('credence-')),
      [],
    );
  });

  for (const phase of ['reading', 'copies', 'model', 'counting', 'measuring']) {
    it(`is gone after a cancellation while ${phase}`, async () => {
      const controller = new AbortController();
      const path = writeRows(cleanCorpus({ seed: 1, count: 300 }));
      const progress = (at: { phase: string }): void => {
        if (at.phase === phase) controller.abort();
      };
      await assert.rejects(
        scan({ paths: [path], memory: 1, signal: controller.signal, progress }),
        { code: 'CANCELLED' },
      );
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('credence-')),
        [],
      );
    });
  }

  it('is gone after a cancellation of threads at work', async () => {
    const controller = new AbortController();
    const path = writeRows(cleanCorpus({ seed: 1, count: 14_000 }));
    let batches = 0;
    const progress = (at: { phase: string }): void => {
      batches += 1;
      if (batches === 2) setTimeout(() => controller.abort(), 5);
      assert.notEqual(at.phase, 'reporting');
    };
    await assert.rejects(scan({ paths: [path], signal: controller.signal, progress }), {
      code: 'CANCELLED',
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('credence-')),
      [],
    );
  });

  it('is gone after a cancellation while standard input is silent', async () => {
    const controller = new AbortController();
    const stdin = new Readable({ read: () => undefined });
    stdin.push('{"text": "a", "label": "b"}\n');
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(scan({ paths: ['-'], stdin, signal: controller.signal }), {
      code: 'CANCELLED',
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('credence-')),
      [],
    );
  });

  it('is never made for a scan that was cancelled before it began', async () => {
    await assert.rejects(scan({ paths: ['x.jsonl'], signal: AbortSignal.abort() }), {
      code: 'CANCELLED',
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('credence-')),
      [],
    );
  });
});
