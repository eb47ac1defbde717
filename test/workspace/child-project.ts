import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Digest } from '../../src/core/digest.ts';
import { decodeLeaf } from '../../src/ledger/leaf.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { initWorkspace } from '../../src/workspace/init-workspace.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { ownFolder } from './test-workspace.ts';

const CHILD = join(import.meta.dirname, 'commit-child.ts');

export interface Project {
  readonly folder: string;
  readonly keys: FileKeyRing;
  readonly actor: string;
}

/** A new workspace whose only person is Ann. */
export async function childProject(context: TestContext): Promise<Project> {
  const folder = ownFolder(context);
  const keys = new FileKeyRing({ folder: join(folder, 'keys') });
  const surroundings = { clock: systemClock, random: systemRandom, keys };
  const { workspace, identity } = await initWorkspace(folder, { ...surroundings, name: 'Ann' });
  await workspace.close();
  return { folder, keys, actor: identity.keyId };
}

export interface Child {
  readonly process: ChildProcess;
  /** What was acknowledged so far. */
  readonly acknowledged: string[];
}

/** Starts a process that commits, and collects what it says was acknowledged. */
export function start({ folder, keys, actor }: Project, name: string, count: number): Child {
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
export async function check(folder: Project, acknowledged: ReadonlySet<string>): Promise<number> {
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
