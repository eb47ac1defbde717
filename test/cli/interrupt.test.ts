import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { CLEAN, writeReviews } from './reviews.ts';
import { credence, MAIN, ownFolder } from './run-credence.ts';

const LINE = `${JSON.stringify(CLEAN[0])}\n`;

/** A scan of standard input that never ends, with temporary files of its own. */
async function startScan(
  context: TestContext,
): Promise<{ child: ChildProcess; folder: string; scratch: string; html: string }> {
  const folder = ownFolder(context);
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const html = join(folder, 'report.html');
  const child = spawn(process.execPath, [MAIN, 'scan', '-', '--html', html, '--json'], {
    env: { ...process.env, TMPDIR: scratch },
  });
  context.after(() => child.kill('SIGKILL'));
  child.stdin?.write(LINE.repeat(100));
  while (readdirSync(scratch).flatMap((name) => readdirSync(join(scratch, name))).length === 0)
    await setTimeout(10);
  return { child, folder, scratch, html };
}

describe('an interrupted scan', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends with 130 on ${signal}, says so, and leaves nothing`, async (context) => {
      const { child, scratch, html } = await startScan(context);
      const output = [child.stdout, child.stderr].map((stream) =>
        stream === null ? '' : text(stream),
      );
      child.kill(signal);
      const [code] = await once(child, 'exit');
      assert.equal(code, 130);
      const [stdout, stderr] = await Promise.all(output);
      assert.equal(stdout, '');
      assert.equal(
        (JSON.parse(stderr ?? '') as { error: { code: string } }).error.code,
        'CANCELLED',
      );
      assert.deepEqual(readdirSync(scratch), []);
      assert.equal(existsSync(html), false);
    });
  }

  it('leaves its scratch to the next start when it is killed', async (context) => {
    const { child, folder, scratch } = await startScan(context);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(readdirSync(scratch).length, 1);
    const { code } = await credence(['scan', writeReviews(folder, CLEAN)], {
      env: { TMPDIR: scratch },
    });
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(scratch), []);
  });

  it('is none when standard input ends', async () => {
    const rows = CLEAN.map((row) => JSON.stringify(row)).join('\n');
    const { code, stdout, stderr } = await credence(['scan', '-'], { stdin: rows });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /standard input/);
  });
});
