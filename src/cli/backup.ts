import { parseVerifierKey } from '../core/signing/note-key.ts';
import { visibleText } from '../core/visible-text.ts';
import { backupWorkspace } from '../workspace/backup/backup-workspace.ts';
import { restoreWorkspace } from '../workspace/backup/restore-workspace.ts';
import { inWorkspace, printResult, userSurroundings } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

/** `credence backup`: the workspace as of one moment, verified; private keys are not in it. */
export async function runBackup(target: string, flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const manifest = await backupWorkspace(workspace, target);
    printResult(flags, {
      json: manifest,
      text: `A verified backup is in ${visibleText(target)}. Private keys are not in it: keep them elsewhere.`,
    });
  });
}

export interface RestoreFlags extends WorkspaceFlags {
  readonly key?: string | undefined;
}

/** `credence restore`: a backup into a folder without a workspace, verified whole. */
export async function runRestore(backup: string, flags: RestoreFlags): Promise<void> {
  const folder = flags.workspace ?? process.cwd();
  const { workspace, policy } = await restoreWorkspace(backup, folder, {
    ...userSurroundings(),
    publicKey: flags.key === undefined ? undefined : parseVerifierKey(flags.key).publicKey,
  });
  await workspace.close();
  printResult(flags, {
    json: { project: workspace.paths.project, policy },
    text: `Restored and verified in ${visibleText(workspace.paths.project)}; the policy file was ${policy}.`,
  });
}
