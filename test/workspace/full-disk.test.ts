import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import type { Digest } from '../../src/core/digest.ts';
import { CredenceError } from '../../src/core/error.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { initWorkspace } from '../../src/workspace/init-workspace.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import { ownFolder } from './test-workspace.ts';

it('a full disk is a clear error, and nothing that was acknowledged is lost', async (context) => {
  const disk = mkdtempSync(join(tmpdir(), 'credence-disk-'));
  context.after(() => rmSync(disk, { recursive: true }));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]).status !== 0) {
    context.skip('no small disk can be mounted here');
    return;
  }
  try {
    await fillDisk(disk, join(ownFolder(context), 'keys'));
  } finally {
    spawnSync('umount', [disk]);
  }
});

async function fillDisk(disk: string, keyFolder: string): Promise<void> {
  const keys = new FileKeyRing({ folder: keyFolder });
  const surroundings = { clock: systemClock, random: systemRandom, keys };
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(1_500_000));
  const project = join(disk, 'project');
  const { workspace, identity } = await initWorkspace(project, { ...surroundings, name: 'Ann' });
  const acknowledged: Digest[] = [];
  const problems: string[] = [];
  for (let index = 0; problems.length < 3 && index < 500; index += 1) {
    // Large at first, then ever smaller, so that each thing that is written meets the full disk.
    const size = problems.length === 0 ? 100_000 : 20;
    try {
      const { value, delay } = await workspace.commit(async (unit) => {
        const { digest } = await unit.put({ bytes: `${index}`.padEnd(size) });
        await unit.registry.settings.put(digest, 'x'.repeat(size / 4));
        await unit.log({
          type: 'test.noted',
          subjects: [digest],
          statement: digest,
          actor: identity.keyId,
        });
        return digest;
      });
      acknowledged.push(value);
      if (delay !== null) problems.push(delay.code);
    } catch (error) {
      assert.ok(error instanceof CredenceError, String(error));
      problems.push(error.code);
    }
  }
  assert.deepEqual([...new Set(problems)], ['STORAGE_FAILED']);
  assert.ok(acknowledged.length > 5);
  await workspace.close();
  rmSync(ballast);
  const again = await openWorkspace(project, surroundings);
  try {
    assert.equal((await verifyWorkspace(again)).unsigned, 0);
    for (const digest of acknowledged) {
      assert.notEqual(await again.read.settings.get(digest), undefined);
      assert.notEqual(await again.vault.size(digest), null);
    }
  } finally {
    await again.close();
  }
}
