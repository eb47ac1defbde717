import type { Digest } from '../../core/digest.ts';
import type { PrincipalId } from '../../core/identifiers.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { SealedRow } from '../sealed-row.ts';

/** A signed act of a person on something named by its digest. */
export interface ApprovalRow {
  /** Digest of the signed statement in the vault. */
  readonly statement: Digest;
  readonly subject: Digest;
  readonly act: 'approve' | 'reject' | 'override';
  /** Which gate it is meant for, such as `admission` or `promotion`. */
  readonly purpose: string;
  readonly signer: KeyId;
  readonly principal: PrincipalId;
  readonly reason: string;
  readonly time: string;
  readonly expires: string | null;
}

export type ApprovalsTable = SealedRow<ApprovalRow>;
