import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { identityText } from './identity-text.ts';

/** `credence identity list`: everybody who may act or might once, with all keys. */
export async function runIdentityList(flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const identities = await workspace.read.identities.list();
    printResult(flags, { json: identities, text: identities.map(identityText).join('\n') });
  });
}
