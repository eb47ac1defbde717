import { giveApproval } from '../approvals/give-approval.ts';
import { inWorkspace, printResult } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface ApproveFlags extends WorkspaceFlags {
  readonly reason: string;
  readonly expires?: string | undefined;
}

/** `credence approve` and `credence reject`: a signed word on a dataset version. */
export async function runApprove(
  subject: string,
  act: 'approve' | 'reject',
  flags: ApproveFlags,
): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const who = await acting();
    const { value } = await giveApproval(
      workspace,
      { subject, act, reason: flags.reason, expires: flags.expires ?? null },
      who,
    );
    const done = act === 'approve' ? 'APPROVED' : 'REJECTED';
    printResult(flags, {
      json: value,
      text: `${done}  ${value.name}@${value.subject.slice(7, 19)} by ${who.identity.name}; statement ${value.statement.slice(7, 19)}.`,
    });
  });
}
