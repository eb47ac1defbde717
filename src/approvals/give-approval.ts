import type { Digest } from '../core/digest.ts';
import { recordApproval } from '../workspace/acts/record-approval.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { resolveVersion } from '../workspace/versions/resolve-version.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';

export interface ApprovalRequest {
  /** `dataset@version`. */
  readonly subject: string;
  readonly act: 'approve' | 'reject';
  readonly reason: string;
  /** When it stops counting, RFC 3339; the policy's span where null. */
  readonly expires: string | null;
}

export interface GivenApproval {
  readonly subject: Digest;
  readonly name: string;
  readonly statement: Digest;
}

/**
 * A signed word on a dataset version, for the admission gate to count. Whether it counts is the policy's
 * to say: who had a hand in the data may speak, and is not counted.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`, `USAGE` without a reason, `NOT_ALLOWED`
 */
export async function giveApproval(
  workspace: Workspace,
  { subject: reference, act, reason, expires }: ApprovalRequest,
  acting: ActingIdentity,
): Promise<Committed<GivenApproval>> {
  const { row } = await resolveVersion(
    { tables: workspace.read, vault: workspace.vault },
    reference,
  );
  const screening = await workspace.read.verdicts.latest(row.id, 'screening');
  return await workspace.commit(async (unit) => {
    const statement = await recordApproval(
      unit,
      {
        subject: { name: row.dataset, digest: row.id },
        act,
        purpose: 'admission',
        reason,
        evidence: [row.statement, screening?.statement].filter((one) => one != null),
        expires,
      },
      acting,
    );
    return { subject: row.id, name: row.dataset, statement };
  });
}
