import { rotateKey } from '../../workspace/identities/rotate-key.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { identityText } from './identity-text.ts';

export interface IdentityRotateFlags extends WorkspaceFlags {
  readonly reason: string;
  readonly expires?: string | undefined;
}

/** `credence identity rotate`: a new key for who acts; the old one signs it. */
export async function runIdentityRotate(flags: IdentityRotateFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { identity } = await acting();
    const { value } = await rotateKey(workspace, {
      former: identity.keyId,
      next: workspace.keys.generate(),
      reason: flags.reason,
      expires: flags.expires ?? null,
    });
    printResult(flags, { json: value, text: identityText(value) });
  });
}
