import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Digest } from '../../src/core/digest.ts';
import type { DatasetVersionId, RunId } from '../../src/core/identifiers.ts';
import { decodeLeaf } from '../../src/ledger/leaf.ts';
import { decodeManifest } from '../../src/vault/dataset-manifest.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { verifyWorkspace } from '../../src/workspace/verify-workspace.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

const CHILD = join(import.meta.dirname, 'flow-child.ts');

/** What a workspace said was done, before it was killed. */
export interface Acknowledged {
  readonly versions: Set<DatasetVersionId>;
  readonly approvals: Set<Digest>;
  readonly admitted: Set<DatasetVersionId>;
  readonly runs: Set<RunId>;
}

export interface Flows {
  readonly folder: string;
  readonly keyFolder: string;
  readonly acknowledged: Acknowledged;
}

/** Starts the flows, and kills them after so many milliseconds of work. */
export async function killAfter(
  { folder, keyFolder, acknowledged }: Flows,
  name: string,
  patience: number,
): Promise<void> {
  const child = spawn(process.execPath, [CHILD, folder, keyFolder, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await Promise.race([pause(patience), closed]);
  assert.equal(child.exitCode, null, 'the flows ended by themselves');
  child.kill('SIGKILL');
  await closed;
  // The last line is whole too: each was written at once.
  for (const line of text.split('\n')) {
    const [what, id = ''] = line.split(' ');
    if (what === 'version') acknowledged.versions.add(id as DatasetVersionId);
    if (what === 'approval') acknowledged.approvals.add(id as Digest);
    if (what === 'run') acknowledged.runs.add(id as RunId);
    if (what === 'admitted') acknowledged.admitted.add(id as DatasetVersionId);
  }
}

/** Holds the workspace against what was acknowledged: nothing lost, nothing half-written to be seen. */
export async function checkAll({ folder, keyFolder, acknowledged }: Flows): Promise<void> {
  const workspace = await openWorkspace(folder, {
    clock: systemClock,
    random: systemRandom,
    keys: new FileKeyRing({ folder: keyFolder }),
  });
  try {
    assert.equal((await verifyWorkspace(workspace)).unsigned, 0);
    await checkVersions(workspace, acknowledged);
    for (const statement of acknowledged.approvals)
      assert.notEqual(
        await workspace.read.approvals.find(statement),
        undefined,
        `${statement} was lost`,
      );
    for (const run of acknowledged.runs)
      assert.notEqual(await workspace.read.runs.find(run), undefined, `the run ${run} was lost`);
    for (const version of acknowledged.admitted)
      assert.equal((await workspace.read.verdicts.latest(version, 'admission'))?.verdict, 'pass');
  } finally {
    await workspace.close();
  }
}

async function checkVersions(workspace: Workspace, { versions }: Acknowledged): Promise<void> {
  const { read, vault } = workspace;
  const known = await read.versions.list();
  const ids = new Set(known.map(({ id }) => id));
  for (const version of versions) assert.ok(ids.has(version), `${version} was lost`);
  const logged = new Set<string>();
  for await (const entry of read.leaves.read(0, await read.leaves.size())) {
    for (const subject of decodeLeaf(entry).subjects) logged.add(subject);
  }
  for (const { id, parents } of known) {
    assert.ok(logged.has(id), `${id} is in no entry of the ledger`);
    const retrievals = (await read.retrievals.ofVersion(id)).length;
    assert.equal(retrievals, parents.length === 0 ? 1 : 0);
    const { files } = decodeManifest(await vault.bytes(id), id);
    assert.deepEqual((await vault.verify(files.map(({ sha256 }) => sha256))).problems, []);
  }
}
