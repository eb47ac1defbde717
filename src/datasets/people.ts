import type { PrincipalId } from '../core/identifiers.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { Tables } from '../registry/tables.ts';

/** Tells the name of a person or service account, by principal or by key. */
export type People = (id: PrincipalId | KeyId) => string;

export async function peopleOf({ identities }: Tables): Promise<People> {
  const names = new Map<string, string>();
  for (const { principal, keyId, name } of await identities.list())
    names.set(principal, name).set(keyId, name);
  return (id) => names.get(id) ?? id.slice(0, 16);
}
