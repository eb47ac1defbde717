import { CredenceError } from '../core/error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { visibleText } from '../core/visible-text.ts';
import type { IdentityRow } from '../registry/rows/identities.ts';
import type { Tables } from '../registry/tables.ts';

/**
 * The identity behind a key that may act now.
 *
 * @throws CredenceError `NOT_ALLOWED` for keys that are unknown, rotated, revoked or expired
 */
export async function needActor(
  { identities }: Tables,
  keyId: KeyId,
  now: string,
): Promise<IdentityRow> {
  const identity = await identities.find(keyId);
  if (identity === undefined) {
    throw refused(`The key ${keyId.slice(0, 16)} belongs to nobody here`, 'Have an owner add it.');
  }
  const name = visibleText(identity.name);
  switch (identity.state) {
    case 'rotated':
      throw refused(`This key of ${name} was rotated`, 'Act with the key that replaced it.');
    case 'revoked':
      throw refused(`This key of ${name} was revoked`, 'Act with another key.');
    case 'active':
      if (identity.expires === null || Date.parse(identity.expires) > Date.parse(now))
        return identity;
      throw refused(
        `This key of ${name} expired at ${identity.expires}`,
        'Have an owner replace it with a new one.',
      );
  }
}

function refused(what: string, hint: string): CredenceError {
  return new CredenceError('NOT_ALLOWED', `${what}, so it may not act.`, { hint });
}
