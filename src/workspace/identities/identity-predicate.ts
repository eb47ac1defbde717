import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { PredicateType } from '../../statements/in-toto/predicate-type.ts';
import { descriptorOf } from '../../statements/in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../../statements/in-toto/statement.ts';

/** What happened to an identity, as its signers state it. */
export interface IdentityPredicate {
  readonly act: 'created' | 'rotated' | 'revoked' | 'replaced';
  readonly principal: string;
  readonly name: string;
  readonly kind: 'person' | 'service';
  /** PEM of the key that acts from now on; null where none does. */
  readonly publicKey: string | null;
  /** The key that stops; null where none does. */
  readonly formerKey: string | null;
  readonly roles: readonly string[];
  readonly owner: string | null;
  readonly groups: readonly string[];
  readonly scope: readonly string[];
  readonly expires: string | null;
  readonly reason: string;
  readonly time: string;
}

const names = z.array(z.string());

/** The predicate type of what happens to identities. */
export const IDENTITY: PredicateType<IdentityPredicate> = {
  uri: 'https://credence/attestation/identity/v1',
  title: 'identity/v1',
  schema: z.object({
    act: z.enum(['created', 'rotated', 'revoked', 'replaced']),
    principal: z.string().min(1),
    name: z.string().min(1),
    kind: z.enum(['person', 'service']),
    publicKey: z.string().nullable(),
    formerKey: z.string().nullable(),
    roles: names,
    owner: z.string().nullable(),
    groups: names,
    scope: names,
    expires: z.iso.datetime().nullable(),
    reason: z.string(),
    time: z.iso.datetime(),
  }),
};

/** A key id is a SHA-256 already: of the key's SubjectPublicKeyInfo. */
export function keyDigest(keyId: KeyId): Digest {
  return `sha256:${keyId}` as Digest;
}

/**
 * Says what happened to the identity of a key.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function identityStatement(
  keyId: KeyId,
  predicate: IdentityPredicate,
): Statement<IdentityPredicate> {
  return makeStatement(
    IDENTITY,
    [descriptorOf(keyDigest(keyId), { name: predicate.name })],
    predicate,
  );
}
