import { visibleText } from '../../core/visible-text.ts';
import { exportVersion } from '../../datasets/export-version.ts';
import { bytesText, counted } from '../../report/number-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { versionName } from './version-text.ts';

export interface ExportFlags extends WorkspaceFlags {
  readonly out: string;
  readonly withDeletedRows?: boolean | undefined;
}

/** `credence dataset export`: files and kit, for anybody who wants to check without trusting us. */
export async function runDatasetExport(version: string, flags: ExportFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const exported = await exportVersion(workspace, {
      version,
      out: flags.out,
      withDeletedRows: flags.withDeletedRows === true,
    });
    const { version: row, folder, statements } = exported;
    printResult(flags, {
      json: exported,
      text: [
        `EXPORTED  ${versionName(row)} (${row.state}) to ${visibleText(folder)}: ${counted(row.files, 'file')}, ${bytesText(row.bytes)}`,
        `    ${counted(statements, 'statement')} with their proofs in credence-kit`,
        'Whoever gets it checks it with credence dataset verify --kit FOLDER --key VERIFIER-KEY;',
        'give them the key over another way (credence ledger checkpoint prints it).',
      ].join('\n'),
    });
  });
}
