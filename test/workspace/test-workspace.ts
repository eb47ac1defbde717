import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { IdentityRow } from '../../src/registry/rows/identities.ts';
import type { Clock } from '../../src/workspace/clock.ts';
import { initWorkspace } from '../../src/workspace/init-workspace.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace, type Surroundings } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** A clock that moves only when it is told to. */
export class HandClock implements Clock {
  #time: number;

  constructor(start: number = Date.UTC(2026, 5, 1)) {
    this.#time = start;
  }

  now(): string {
    return new Date(this.#time).toISOString();
  }

  /** Minutes; back with a negative number. */
  move(minutes: number): void {
    this.#time += minutes * 60_000;
  }
}

export interface TestWorkspace {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly ann: IdentityRow;
  readonly clock: HandClock;
  readonly keys: FileKeyRing;
  readonly verifierKey: string;
  /** Opens it once more, in this process. */
  reopen(change?: Partial<Surroundings>): Promise<Workspace>;
}

/** A folder that is removed after the test. */
export function ownFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'credence-workspace-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new workspace whose only person is Ann. */
export async function testWorkspace(
  context: TestContext,
  clock: HandClock = new HandClock(),
): Promise<TestWorkspace> {
  const folder = ownFolder(context);
  const keys = new FileKeyRing({ folder: join(folder, 'keys') });
  const project = join(folder, 'project');
  const surroundings = { clock, keys, random: systemRandom };
  const { workspace, identity, verifierKey } = await initWorkspace(project, {
    ...surroundings,
    name: 'Ann',
  });
  context.after(() => workspace.close());
  return {
    folder: project,
    workspace,
    ann: identity,
    clock,
    keys,
    verifierKey,
    async reopen(change = {}): Promise<Workspace> {
      const again = await openWorkspace(project, { ...surroundings, ...change });
      context.after(() => again.close());
      return again;
    },
  };
}
