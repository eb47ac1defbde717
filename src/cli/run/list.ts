import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { runLine } from './run-line.ts';

/** `credence run list`: all runs, the newest first. */
export async function runRunList(flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const runs = await workspace.read.runs.list();
    printResult(flags, {
      json: runs,
      text:
        runs.length === 0
          ? 'No run is known. Start one with credence run start.'
          : runs.map(runLine).join('\n'),
    });
  });
}
