import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ProcessLock } from '../../src/workspace/process-lock.ts';
import { ownFolder } from './test-workspace.ts';

const HOLDER = join(import.meta.dirname, 'lock-child.ts');

describe('a lock between processes', () => {
  it('has one holder at a time', async (context) => {
    const folder = ownFolder(context);
    const one = new ProcessLock(folder, 'tiles');
    const other = new ProcessLock(folder, 'tiles');
    context.after(() => [one.close(), other.close()]);
    await one.acquire(0);
    one.announce();
    assert.equal(other.tryAcquire(), false);
    await assert.rejects(other.acquire(20), {
      code: 'LOCKED',
      message: new RegExp(`held by process ${process.pid}, since`),
    });
    one.release();
    await other.acquire(0);
    assert.equal(one.tryAcquire(), false);
    const elsewhere = new ProcessLock(folder, 'another');
    assert.equal(elsewhere.tryAcquire(), true);
    elsewhere.close();
  });

  it('is free again once its holder is killed', async (context) => {
    const folder = ownFolder(context);
    const child = fork(HOLDER, [folder]);
    const [said] = await once(child, 'message');
    assert.equal(said, 'held');
    const lock = new ProcessLock(folder, 'tiles');
    context.after(() => lock.close());
    assert.equal(lock.tryAcquire(), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await lock.acquire(0);
  });
});
