import { rollback } from '../../datasets/rollback.ts';
import { counted } from '../../report/number-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { versionName } from './version-text.ts';

export interface RollbackFlags extends WorkspaceFlags {
  readonly to: string;
  readonly reason: string;
  readonly withdraw?: boolean | undefined;
  readonly force?: boolean | undefined;
}

/** `credence dataset rollback`: a new version that is equal to an earlier one. */
export async function runDatasetRollback(dataset: string, flags: RollbackFlags): Promise<void> {
  const between = flags.withdraw === true ? 'withdrawn' : 'superseded';
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value } = await rollback(
      workspace,
      { dataset, to: flags.to, reason: flags.reason, between, force: flags.force === true },
      await acting(),
    );
    const { version, target, replaced } = value;
    const name = versionName(version);
    printResult(flags, {
      json: value,
      text: [
        `QUARANTINED  ${name}: equal to ${target.slice(7, 19)}, ${counted(version.records, 'record')}`,
        `    ${between}: ${replaced.length === 0 ? 'no other version' : replaced.map((id) => id.slice(7, 19)).join(', ')}`,
        `Next: credence admit ${name}; it is a version of its own, so it passes the gate anew.`,
      ].join('\n'),
    });
  });
}
