import { CredenceError } from '../../core/error.ts';
import type { KeyPair } from '../../core/signing/key-pair.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { Workspace } from '../workspace.ts';

/** Who acts, and the key with which he signs. */
export interface ActingIdentity {
  readonly identity: IdentityRow;
  readonly signer: KeyPair;
}

/**
 * Finds who acts: the one whose private key is on this machine, or the one who is named where there are
 * several.
 *
 * @param name a person's or a service account's name; the only one here where absent
 * @throws CredenceError `NOT_ALLOWED` where no key of this machine may act, `USAGE` where several may
 */
export async function actingIdentity(workspace: Workspace, name?: string): Promise<ActingIdentity> {
  const now = workspace.clock.now();
  const known = await workspace.read.identities.list();
  const able = known.filter(
    ({ keyId, state, expires }) =>
      state === 'active' &&
      (expires === null || Date.parse(expires) > Date.parse(now)) &&
      workspace.keys.has(keyId),
  );
  const chosen = name === undefined ? able : able.filter((identity) => identity.name === name);
  const [identity, another] = chosen;
  if (identity === undefined)
    throw new CredenceError(
      'NOT_ALLOWED',
      name === undefined
        ? 'No key on this machine may act in this workspace.'
        : `No key of ${visibleText(name)} on this machine may act in this workspace.`,
      {
        hint: 'See who may with credence identity list; an owner can add a key with credence identity new.',
      },
    );
  if (another !== undefined)
    throw new CredenceError(
      'USAGE',
      `This machine has the keys of ${chosen.map((one) => visibleText(one.name)).join(' and ')}.`,
      { hint: 'Say who acts with --as NAME.' },
    );
  return { identity, signer: workspace.keys.get(identity.keyId) };
}
