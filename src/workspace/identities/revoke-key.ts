import { CredenceError } from '../../core/error.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { Tables } from '../../registry/tables.ts';
import { needActor } from '../need-actor.ts';
import type { Committed, Workspace } from '../workspace.ts';
import { keyDigest } from './identity-predicate.ts';
import { isOwner } from './need-owner.ts';
import { recordAct } from './record-act.ts';

export interface Revocation {
  readonly keyId: KeyId;
  readonly reason: string;
}

/**
 * Ends a key for good, and takes the weight from what it signed: from now on its approvals do not
 * count. Its holder, who answers for a service account, or an owner may do it.
 *
 * @throws CredenceError `NOT_FOUND`; `NOT_ALLOWED`; `USAGE` for a key that is revoked already, or the
 * last owner's
 */
export async function revokeKey(
  workspace: Workspace,
  { keyId, reason }: Revocation,
  by: KeyId,
): Promise<Committed<IdentityRow>> {
  const signer = workspace.keys.get(by);
  return await workspace.commit(async (unit) => {
    const actor = await needActor(unit.registry, by, unit.now);
    const identity = await revocable(unit.registry, keyId);
    assertMayRevoke(actor, identity);
    await assertOwnerRemains(unit.registry, identity);
    const act = { act: 'revoked', identity, former: keyId, reason } as const;
    const statement = await recordAct(unit, act, [signer]);
    await unit.log({
      type: 'identity.revoked',
      subjects: [keyDigest(keyId)],
      statement,
      actor: by,
    });
    const revoked: IdentityRow = {
      ...identity,
      state: 'revoked',
      stateChanged: unit.now,
      stateReason: reason,
    };
    await unit.registry.identities.replace(revoked);
    return revoked;
  });
}

async function revocable({ identities }: Tables, keyId: KeyId): Promise<IdentityRow> {
  const identity = await identities.find(keyId);
  if (identity === undefined) {
    throw new CredenceError('NOT_FOUND', `The key ${keyId.slice(0, 16)} belongs to nobody here.`, {
      hint: 'credence identity list shows the keys.',
    });
  }
  if (identity.state !== 'revoked') return identity;
  throw new CredenceError('USAGE', `This key was revoked at ${identity.stateChanged}.`);
}

function assertMayRevoke(actor: IdentityRow, identity: IdentityRow): void {
  const own = actor.principal === identity.principal || actor.principal === identity.owner;
  if (own || isOwner(actor)) return;
  throw new CredenceError(
    'NOT_ALLOWED',
    `${visibleText(actor.name)} may not revoke the key of ${visibleText(identity.name)}.`,
    { hint: 'Its holder or a person with the role owner may.' },
  );
}

async function assertOwnerRemains({ identities }: Tables, identity: IdentityRow): Promise<void> {
  if (identity.state !== 'active' || !isOwner(identity)) return;
  const others = (await identities.list()).filter(
    (other) => other.state === 'active' && isOwner(other) && other.keyId !== identity.keyId,
  );
  if (others.length > 0) return;
  throw new CredenceError('USAGE', 'This is the key of the last owner.', {
    hint: 'Make someone else an owner first, or rotate the key.',
  });
}
