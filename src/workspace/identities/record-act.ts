import type { Digest } from '../../core/digest.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { Signer } from '../../core/signing/key-pair.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { type IdentityPredicate, identityStatement } from './identity-predicate.ts';

export interface IdentityAct {
  readonly act: IdentityPredicate['act'];
  /** The identity that the act is about, as it is from now on. */
  readonly identity: IdentityRow;
  /** The key that stops acting. */
  readonly former: KeyId | null;
  readonly reason: string;
}

/** Signs a statement of what happened to an identity, and puts it into the vault. Returns its digest. */
export async function recordAct(
  unit: UnitOfWork,
  { act, identity, former, reason }: IdentityAct,
  signers: readonly Signer[],
): Promise<Digest> {
  const statement = identityStatement(identity.keyId, {
    act,
    principal: identity.principal,
    name: identity.name,
    kind: identity.kind,
    publicKey: act === 'revoked' ? null : identity.publicKey,
    formerKey: former,
    roles: identity.roles,
    owner: identity.owner,
    groups: identity.groups,
    scope: identity.scope,
    expires: identity.expires,
    reason,
    time: unit.now,
  });
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, signers)) });
  return digest;
}
