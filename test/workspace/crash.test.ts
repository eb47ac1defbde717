import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Digest } from '../../src/core/digest.ts';
import { decodeLeaf } from '../../src/ledger/leaf.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { initWorkspace } from '../../src/workspace/init-workspace.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { ownFolder } from './test-workspace.ts';

const CHILD = join(import.meta.dirname, 'commit-child.ts');
const KILLS = 20;

interface Project {
  readonly folder: string;
  readonly keys: FileKeyRing;
  readonly actor: string;
}

async function project(context: TestContext): Promise<Project> {
  const folder = ownFolder(context);
  const keys = new FileKeyRing({ folder: join(folder, 'keys') });
  const surroundings = { clock: systemClock, random: systemRandom, keys };
  const { workspace, identity } = await initWorkspace(folder, { ...surroundings, name: 'Ann' });
  await workspace.close();
  return { folder, keys, actor: identity.keyId };
}

interface Child {
  readonly process: ChildProcess;
  /** What was acknowledged so far. */
  readonly acknowledged: string[];
}

function start({ folder, keys, actor }: Project, name: string, count: number): Child {
  const args = [CHILD, folder, keys.folder, actor, name, String(count)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines);
  });
  return { process: child, acknowledged };
}

/** Holds what is there against what was acknowledged: nothing lost, nothing half. */
async function check(folder: Project, acknowledged: ReadonlySet<string>): Promise<number> {
  const { keys } = folder;
  const workspace = await openWorkspace(folder.folder, {
    clock: systemClock,
    random: systemRandom,
    keys,
  });
  try {
    assert.equal((await verifyWorkspace(workspace)).unsigned, 0);
    const noted = await notedIn(workspace);
    for (const digest of acknowledged) assert.ok(noted.has(digest as Digest), `${digest} was lost`);
    for (const digest of noted) {
      assert.notEqual(
        await workspace.read.settings.get(digest),
        undefined,
        'an entry without a row',
      );
      assert.notEqual(await workspace.vault.size(digest), null, 'an entry without its object');
    }
    return noted.size;
  } finally {
    await workspace.close();
  }
}

async function notedIn(workspace: Workspace): Promise<Set<Digest>> {
  const { leaves } = workspace.read;
  const noted = new Set<Digest>();
  for await (const entry of leaves.read(0, await leaves.size())) {
    const { type, subjects } = decodeLeaf(entry);
    if (type === 'test.noted') for (const subject of subjects) noted.add(subject);
  }
  return noted;
}

describe('two processes on one workspace', () => {
  it('lose nothing of two hundred commits each', async (context) => {
    const made = await project(context);
    const children = [start(made, 'one', 200), start(made, 'two', 200)];
    const exits = await Promise.all(children.map((child) => once(child.process, 'close')));
    assert.deepEqual(
      exits.map(([code]) => code),
      [0, 0],
    );
    const acknowledged = new Set(children.flatMap((child) => child.acknowledged));
    assert.equal(acknowledged.size, 400);
    assert.equal(await check(made, acknowledged), 400);
  });
});

describe('a process that is killed at any moment', () => {
  it('loses nothing it acknowledged and leaves nothing half-written', async (context) => {
    const made = await project(context);
    const random = seededRandom(20);
    const acknowledged = new Set<string>();
    let busy = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = start(made, `run ${kill}`, 1_000_000);
      // Some die while they open, most while they commit.
      if (kill % 4 !== 0) await once(child.process.stdout ?? assert.fail(), 'data');
      await pause(random() * 150);
      child.process.kill('SIGKILL');
      await once(child.process, 'close');
      if (child.acknowledged.length > 0) busy += 1;
      for (const digest of child.acknowledged) acknowledged.add(digest);
      assert.ok((await check(made, acknowledged)) >= acknowledged.size);
    }
    assert.ok(busy >= KILLS / 2, `only ${busy} were killed at work`);
  });
});
