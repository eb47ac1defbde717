import type { Digest } from '../../core/digest.ts';
import type { PrincipalId } from '../../core/identifiers.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { SealedRow } from '../sealed-row.ts';

/** A key that acts for a person or a service account. One principal holds one active key at a time. */
export interface IdentityRow {
  readonly keyId: KeyId;
  /** The same through all keys of one person or service account. */
  readonly principal: PrincipalId;
  readonly name: string;
  readonly kind: 'person' | 'service';
  /** PEM, SubjectPublicKeyInfo. */
  readonly publicKey: string;
  readonly roles: readonly string[];
  /** The person who answers for a service account; null for a person. */
  readonly owner: PrincipalId | null;
  readonly groups: readonly string[];
  /** What it may touch, as `dataset:NAME`, `source:NAME` or `model:NAME` patterns; empty: everything. */
  readonly scope: readonly string[];
  /** RFC 3339, UTC. */
  readonly created: string;
  readonly expires: string | null;
  readonly state: 'active' | 'rotated' | 'revoked';
  readonly stateChanged: string;
  readonly stateReason: string | null;
  readonly replacedBy: KeyId | null;
  /** The signed statement that brought it in. */
  readonly statement: Digest | null;
}

export type Json = 'roles' | 'groups' | 'scope';
export type IdentitiesTable = SealedRow<IdentityRow, Json>;
