import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import type { DsseEnvelope } from '../../core/signing/dsse.ts';
import { isKeyId, type KeyId } from '../../core/signing/key-id.ts';
import type { PublicKey } from '../../core/signing/public-key.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { openStatement, type VerifiedStatement } from '../in-toto/signed-statement.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { digestSchema, utcTimeSchema, wordsSchema } from '../scalars.ts';
import { APPROVAL_URI } from './predicate-uris.ts';

/** A person's signed act: this may be used, or it may not, and why. */
export interface ApprovalPredicate {
  readonly decision: 'approved' | 'rejected';
  /** What it may be used for: `train`, `promote`, a source's name. */
  readonly purpose: string;
  readonly reason: string;
  readonly approver: {
    readonly name: string;
    /** The key that must have signed this; an approval in another's name does not count. */
    readonly key: KeyId;
    readonly role: string;
  };
  /** Statements that lay before the approver: scans, manifests, reports. */
  readonly evidence: readonly Digest[];
  readonly decided: string;
  /** When it stops counting; null for never. */
  readonly expires: string | null;
}

const keyIdSchema = z.string().refine(isKeyId, { error: 'is not a key id' });

export const APPROVAL: PredicateType<ApprovalPredicate> = {
  uri: APPROVAL_URI,
  title: 'approval/v1',
  schema: z.object({
    decision: z.enum(['approved', 'rejected']),
    purpose: wordsSchema,
    reason: wordsSchema,
    approver: z.object({ name: wordsSchema, key: keyIdSchema, role: wordsSchema }),
    evidence: z.array(digestSchema),
    decided: utcTimeSchema,
    expires: utcTimeSchema.nullable(),
  }),
};

/**
 * Says that somebody approved or rejected something.
 *
 * @throws CredenceError `DATA_MALFORMED`, also for a decision without a reason
 */
export function approvalStatement(
  subject: { readonly name: string; readonly digest: Digest },
  predicate: ApprovalPredicate,
): Statement<ApprovalPredicate> {
  return makeStatement(APPROVAL, [descriptorOf(subject.digest, { name: subject.name })], predicate);
}

/**
 * Opens an approval, once the approver that it names has signed it: one in another's name, under however
 * trusted a key, is refused.
 *
 * @throws CredenceError `SIGNATURE_INVALID`, `DATA_MALFORMED`
 */
export function openApproval(
  envelope: DsseEnvelope,
  keys: Iterable<PublicKey>,
): VerifiedStatement<ApprovalPredicate> {
  const opened = openStatement(APPROVAL, envelope, { keys });
  const { name, key } = opened.statement.predicate.approver;
  if (opened.signers.includes(key)) return opened;
  throw new CredenceError(
    'SIGNATURE_INVALID',
    `The approval is in the name of ${visibleText(name)}, who did not sign it.`,
    { hint: 'An approval counts under the key of the approver alone.' },
  );
}
