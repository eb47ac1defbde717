import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { approvalStatement } from '../../statements/predicates/approval.ts';
import type { ActingIdentity } from '../identities/acting-identity.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

/** What somebody says about something. */
export interface WantedApproval {
  readonly subject: { readonly name: string; readonly digest: Digest };
  readonly act: 'approve' | 'reject';
  /** The gate that it is meant for. */
  readonly purpose: string;
  readonly reason: string;
  readonly evidence: readonly Digest[];
  readonly expires: string | null;
}

/**
 * Signs what somebody says, and keeps it: statement, row and entry of the ledger.
 *
 * @returns digest of the statement
 * @throws CredenceError `USAGE` without a reason; `NOT_ALLOWED`
 */
export async function recordApproval(
  unit: UnitOfWork,
  { subject, act, purpose, reason, evidence, expires }: WantedApproval,
  { identity, signer }: ActingIdentity,
): Promise<Digest> {
  if (reason.trim() === '')
    throw new CredenceError('USAGE', 'A decision needs a reason.', {
      hint: 'Say with --reason what you looked at.',
    });
  const statement = approvalStatement(subject, {
    decision: act === 'approve' ? 'approved' : 'rejected',
    purpose,
    reason,
    approver: {
      name: identity.name,
      key: identity.keyId,
      role: identity.roles.join(', ') || 'none',
    },
    evidence,
    decided: unit.now,
    expires,
  });
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  await unit.registry.approvals.add({
    statement: digest,
    subject: subject.digest,
    act,
    purpose,
    signer: identity.keyId,
    principal: identity.principal,
    reason,
    time: unit.now,
    expires,
  });
  await unit.log({
    type: act === 'approve' ? 'approval.given' : 'approval.refused',
    subjects: [subject.digest],
    statement: digest,
    actor: identity.keyId,
  });
  return digest;
}
