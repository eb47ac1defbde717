import { CredenceError } from '../../core/error.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { Signer } from '../../core/signing/key-pair.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import { needActor } from '../need-actor.ts';
import type { Committed, Workspace } from '../workspace.ts';
import { assertFuture } from './assert-future.ts';
import { keyDigest } from './identity-predicate.ts';
import { recordAct } from './record-act.ts';

export interface Rotation {
  readonly former: KeyId;
  /** The new key, which signs too: so nobody can take over a key that is not theirs. */
  readonly next: Signer;
  readonly reason: string;
  readonly expires?: string | null;
}

/**
 * Gives a principal a new key. The old key signs the new one; both sign the statement.
 *
 * @throws CredenceError `NOT_ALLOWED` when the old key may not act; `USAGE` for a key that is known
 */
export async function rotateKey(
  workspace: Workspace,
  { former, next, reason, expires = null }: Rotation,
): Promise<Committed<IdentityRow>> {
  const signer = workspace.keys.get(former);
  return await workspace.commit(async (unit) => {
    const { identities } = unit.registry;
    const before = await needActor(unit.registry, former, unit.now);
    const keyId = next.publicKey.id;
    if ((await identities.find(keyId)) !== undefined)
      throw new CredenceError('USAGE', `The key ${keyId.slice(0, 16)} is known here already.`);
    assertFuture(expires, unit.now);
    const identity: IdentityRow = {
      ...before,
      keyId,
      publicKey: next.publicKey.toPem(),
      created: unit.now,
      stateChanged: unit.now,
      expires,
    };
    const act = { act: 'rotated', identity, former, reason } as const;
    const statement = await recordAct(unit, act, [signer, next]);
    // While the old key may still act: it is the one that acts here.
    await unit.log({
      type: 'identity.rotated',
      subjects: [keyDigest(former), keyDigest(keyId)],
      statement,
      actor: former,
    });
    const ended = { state: 'rotated', stateChanged: unit.now, stateReason: reason } as const;
    await identities.replace({ ...before, ...ended });
    await identities.add({ ...identity, statement });
    await identities.replace({ ...before, ...ended, replacedBy: keyId });
    return { ...identity, statement };
  });
}
