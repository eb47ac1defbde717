import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { parseVerifierKey } from '../../core/signing/note-key.ts';
import type { PublicKey } from '../../core/signing/public-key.ts';
import { openWorkspace, type Surroundings } from '../open-workspace.ts';
import { verifyWorkspace } from '../verify-workspace.ts';
import type { Workspace } from '../workspace.ts';
import { STATE_FOLDER, workspacePaths } from '../workspace-paths.ts';
import { type BackupManifest, checkBackup } from './backup-manifest.ts';
import { copyFile, copyTree, flushFolder } from './copy-tree.ts';

export interface RestoreOptions extends Surroundings {
  /** The ledger's key as kept elsewhere; the backup's word for it unless given. */
  readonly publicKey?: PublicKey | undefined;
}

export interface RestoredWorkspace {
  readonly workspace: Workspace;
  readonly backup: BackupManifest;
  /** Whether the folder had a policy of its own, which stays. */
  readonly policy: 'restored' | 'kept' | 'none';
}

/**
 * Restores a backup into a project's folder that has no workspace, and verifies it whole.
 *
 * @throws CredenceError `USAGE` where there is a workspace; `INTEGRITY_FAILED` naming what is wrong
 * with the backup, before anything is changed; `SIGNATURE_INVALID`; `STORAGE_FAILED`
 */
export async function restoreWorkspace(
  backup: string,
  folder: string,
  options: RestoreOptions,
): Promise<RestoredWorkspace> {
  const paths = workspacePaths(folder);
  if (existsSync(paths.state)) {
    throw new CredenceError('USAGE', `There is a workspace in ${paths.project} already.`, {
      at: { file: paths.state },
      hint: `Move ${STATE_FOLDER} away first; restoring never overwrites state.`,
    });
  }
  const manifest = checkBackup(backup);
  placeState(join(backup, STATE_FOLDER), paths.state);
  const policy = placePolicy(workspacePaths(backup).policy, paths.policy);
  const workspace = await openWorkspace(folder, options);
  try {
    const { publicKey } = parseVerifierKey(manifest.verifierKey);
    await verifyWorkspace(workspace, options.publicKey ?? publicKey);
    return { workspace, backup: manifest, policy };
  } catch (error) {
    await workspace.close();
    throw error;
  }
}

/** Copies state beside its place, and moves it there in one step. */
function placeState(from: string, to: string): void {
  const partial = `${to}.restoring`;
  try {
    rmSync(partial, { recursive: true, force: true });
    copyTree(from, partial);
    renameSync(partial, to);
    flushFolder(join(to, '..'));
  } catch (cause) {
    if (cause instanceof CredenceError) throw cause;
    throw new CredenceError('STORAGE_FAILED', `The backup could not be restored to ${to}.`, {
      at: { file: to },
      hint: 'See that the folder may be written and that the disk has room.',
      cause,
    });
  }
}

function placePolicy(from: string, to: string): RestoredWorkspace['policy'] {
  if (existsSync(to)) return 'kept';
  if (!existsSync(from)) return 'none';
  mkdirSync(join(to, '..'), { recursive: true });
  copyFile(from, to);
  return 'restored';
}
