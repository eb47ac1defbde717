import { failRun } from '../../runs/fail-run.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { runLine } from './run-line.ts';

/** `credence run fail`: a run that made nothing. */
export async function runRunFail(reference: string, flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value } = await failRun(workspace, reference, await acting());
    printResult(flags, { json: value, text: runLine(value) });
  });
}
