import { removeGarbage } from '../../datasets/garbage/remove-garbage.ts';
import { bytesText, counted } from '../../report/number-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { versionName } from './version-text.ts';

export interface GarbageFlags extends WorkspaceFlags {
  readonly dryRun?: boolean | undefined;
  readonly expired?: boolean | undefined;
}

/** `credence dataset gc`: room on the disk, and nothing that anybody refers to. */
export async function runDatasetGarbage(flags: GarbageFlags): Promise<void> {
  const dryRun = flags.dryRun === true;
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const removed = await removeGarbage(
      workspace,
      { dryRun, expired: flags.expired === true },
      acting,
    );
    const { objects, bytes, expired } = removed;
    const what = `${counted(objects.length, 'object')}, ${bytesText(bytes)}`;
    printResult(flags, {
      json: removed,
      text: [
        dryRun ? `WOULD REMOVE  ${what}; those younger than a day stay.` : `REMOVED  ${what}`,
        ...expired.map(
          (version) => `    past retention: content of ${versionName(version)}, ${version.state}`,
        ),
      ].join('\n'),
    });
  });
}
