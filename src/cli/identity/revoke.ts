import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { Tables } from '../../registry/tables.ts';
import { revokeKey } from '../../workspace/identities/revoke-key.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { identityText } from './identity-text.ts';

export interface IdentityRevokeFlags extends WorkspaceFlags {
  readonly reason: string;
}

/** `credence identity revoke`: ends a key for good; what it approved counts no more. */
export async function runIdentityRevoke(who: string, flags: IdentityRevokeFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { keyId } = await activeIdentity(workspace.read, who);
    const { identity: by } = await acting();
    const { value } = await revokeKey(workspace, { keyId, reason: flags.reason }, by.keyId);
    printResult(flags, { json: value, text: identityText(value) });
  });
}

/**
 * The identity that a name, or the first eight digits of a key, stand for.
 *
 * @throws CredenceError `NOT_FOUND`, `DATA_AMBIGUOUS`
 */
export async function activeIdentity({ identities }: Tables, who: string): Promise<IdentityRow> {
  const all = await identities.list();
  const found = all.filter(
    ({ name, keyId, state }) =>
      (name === who && state === 'active') || (/^[0-9a-f]{8,}$/.test(who) && keyId.startsWith(who)),
  );
  const [identity, another] = found;
  if (identity === undefined)
    throw new CredenceError(
      'NOT_FOUND',
      `Nobody here is called ${visibleText(who)}, and no key begins so.`,
      {
        hint: 'See who is known with credence identity list.',
      },
    );
  if (another === undefined) return identity;
  throw new CredenceError('DATA_AMBIGUOUS', `${visibleText(who)} stands for several keys.`, {
    hint: 'Give more digits of the key.',
  });
}
