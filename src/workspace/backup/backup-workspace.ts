import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { formatVerifierKey } from '../../core/signing/note-key.ts';
import { SCRATCH_NAME as LEDGER_SCRATCH } from '../../ledger/file-tile-store.ts';
import { SCRATCH_NAME, TRASH_NAME } from '../../vault/vault-folders.ts';
import { MAINTENANCE } from '../collect-garbage.ts';
import { openWorkspace } from '../open-workspace.ts';
import { verifyWorkspace } from '../verify-workspace.ts';
import type { Workspace } from '../workspace.ts';
import { workspacePaths } from '../workspace-paths.ts';
import { BACKUP_FILE, type BackupManifest, filesOf } from './backup-manifest.ts';
import { copyFile, copyTree, flushFolder } from './copy-tree.ts';

/**
 * Copies a workspace, as of one moment and while others go on using it, into a folder that must not
 * exist, and verifies the copy whole. Private keys are not in it.
 *
 * @throws CredenceError `USAGE` for a folder that exists; `LOCKED`; `STORAGE_FAILED`;
 * `INTEGRITY_FAILED` where the workspace itself is damaged
 */
export async function backupWorkspace(
  workspace: Workspace,
  target: string,
): Promise<BackupManifest> {
  if (existsSync(target)) {
    throw new CredenceError('USAGE', `${target} exists already.`, {
      at: { file: target },
      hint: 'Name a folder that does not exist yet; a backup never overwrites one.',
    });
  }
  return await workspace.alone(MAINTENANCE, async () => {
    await copyState(workspace, target);
    return await seal(workspace, target);
  });
}

// Tiles before registry before objects: each then holds at least what the one before refers to.
async function copyState(workspace: Workspace, target: string): Promise<void> {
  const from = workspace.paths;
  const to = workspacePaths(target);
  makeFolder(to.state);
  await workspace.tiles.exclusively(() => {
    copyTree(from.ledger, to.ledger, new Set([LEDGER_SCRATCH]));
    return Promise.resolve();
  });
  await workspace.registry.copyTo(to.registry);
  copyTree(from.objects, to.objects, new Set([SCRATCH_NAME, TRASH_NAME]));
  if (existsSync(from.policy)) copyFile(from.policy, to.policy);
}

async function seal(workspace: Workspace, target: string): Promise<BackupManifest> {
  const copy = await openWorkspace(target, workspace);
  let entries: number;
  try {
    await verifyWorkspace(copy, workspace.ledger.publicKey);
    entries = await copy.read.leaves.size();
  } finally {
    await copy.close();
  }
  for (const scratch of [copy.paths.locks, copy.paths.scratch])
    rmSync(scratch, { recursive: true, force: true });
  const { origin: name, publicKey } = workspace.ledger;
  const manifest: BackupManifest = {
    format: 1,
    created: workspace.clock.now(),
    verifierKey: formatVerifierKey({ name, kind: 'note', publicKey }),
    entries,
    files: filesOf(target),
  };
  writeFileSync(join(target, BACKUP_FILE), `${JSON.stringify(manifest, null, 2)}\n`, {
    flush: true,
  });
  flushFolder(target);
  return manifest;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new CredenceError('STORAGE_FAILED', `${path} cannot be made.`, {
      at: { file: path },
      hint: 'See that the folder above exists and may be written.',
      cause,
    });
  }
}
