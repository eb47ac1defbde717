import { CredenceError } from '../../core/error.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { Tables } from '../../registry/tables.ts';
import { needActor } from '../need-actor.ts';

/** The role of those who may say who is known here. */
export const OWNER_ROLE = 'owner';

/**
 * The person behind a key who may say who is known here.
 *
 * @throws CredenceError `NOT_ALLOWED`
 */
export async function needOwner(tables: Tables, keyId: KeyId, now: string): Promise<IdentityRow> {
  const identity = await needActor(tables, keyId, now);
  if (isOwner(identity)) return identity;
  throw new CredenceError('NOT_ALLOWED', `${visibleText(identity.name)} is not an owner here.`, {
    hint: 'Ask a person with the role owner.',
  });
}

export function isOwner({ kind, roles }: IdentityRow): boolean {
  return kind === 'person' && roles.includes(OWNER_ROLE);
}
