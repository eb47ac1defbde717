import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import {
  agreeToReplacement,
  requestReplacement,
} from '../../workspace/identities/replace-lost-key.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { identityText } from './identity-text.ts';
import { readPublicKey } from './new.ts';
import { activeIdentity } from './revoke.ts';

export interface IdentityReplaceFlags extends WorkspaceFlags {
  readonly publicKey: string;
  readonly reason: string;
}

/** `credence identity replace`: an owner asks for a lost key to be replaced. */
export async function runIdentityReplace(who: string, flags: IdentityReplaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const lost = await activeIdentity(workspace.read, who);
    const next = await readPublicKey(flags.publicKey);
    const { identity: by } = await acting();
    const { value } = await requestReplacement(
      workspace,
      { lost: lost.keyId, next, reason: flags.reason },
      by.keyId,
    );
    printResult(flags, {
      json: { request: value },
      text: `Nothing has changed yet: a second person agrees with\n  credence identity agree ${value}`,
    });
  });
}

/** `credence identity agree`: the second person's word; the new key acts from now on. */
export async function runIdentityAgree(request: string, flags: WorkspaceFlags): Promise<void> {
  if (!/^sha256:[0-9a-f]{64}$/.test(request))
    throw new CredenceError('USAGE', 'A request is named by its digest, sha256: and 64 digits.');
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { identity: by } = await acting();
    const { value } = await agreeToReplacement(workspace, request as Digest, by.keyId);
    printResult(flags, { json: value, text: identityText(value) });
  });
}
