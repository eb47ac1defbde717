import { withdrawSource } from '../../intake/sources/withdraw-source.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { sourceText } from './source-text.ts';

export interface SourceWithdrawFlags extends WorkspaceFlags {
  readonly reason: string;
}

/** `credence source withdraw`: takes a source off the allowlist for good. */
export async function runSourceWithdraw(name: string, flags: SourceWithdrawFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value } = await withdrawSource(
      workspace,
      { source: name, reason: flags.reason },
      await acting(),
    );
    printResult(flags, { json: value, text: sourceText(value) });
  });
}
