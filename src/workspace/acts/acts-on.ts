import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { parseEnvelope } from '../../core/signing/dsse.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import type { Act } from '../../policy/facts.ts';
import type { ApprovalRow } from '../../registry/rows/approvals.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { Tables } from '../../registry/tables.ts';
import { isAbout } from '../../statements/in-toto/statement.ts';
import { openApproval } from '../../statements/predicates/approval.ts';
import type { ObjectStore } from '../../vault/object-store.ts';
import { actorOf, keyStanding } from '../identities/actor-of.ts';

/**
 * What people have said about something. Each act is read from its signed statement: a row of the
 * registry that says otherwise is an error, not an opinion.
 *
 * @param purpose of the gate that asks; approvals for another gate do not count
 * @throws CredenceError `INTEGRITY_FAILED` where row and statement differ; `SIGNATURE_INVALID`
 */
export async function actsOn(
  { tables, vault }: { readonly tables: Tables; readonly vault: ObjectStore },
  subject: Digest,
  purpose: string,
): Promise<readonly Act[]> {
  const acts: Act[] = [];
  for (const row of await tables.approvals.ofSubject(subject)) {
    if (row.act === 'override' || row.purpose !== purpose) continue;
    const identity = await tables.identities.find(row.signer);
    if (identity === undefined) throw differs(row, 'nobody is known by its key');
    await verify(row, { subject, identity, vault });
    acts.push({
      actor: actorOf(identity),
      roles: identity.roles,
      act: row.act,
      time: row.time,
      expires: row.expires,
      key: keyStanding(identity, row.time),
    });
  }
  return acts;
}

async function verify(
  row: ApprovalRow,
  {
    subject,
    identity,
    vault,
  }: {
    readonly subject: Digest;
    readonly identity: IdentityRow;
    readonly vault: ObjectStore;
  },
): Promise<void> {
  const envelope = parseEnvelope((await vault.bytes(row.statement)).toString());
  const { statement } = openApproval(envelope, [PublicKey.fromPem(identity.publicKey)]);
  const { decision, purpose, approver, decided, expires } = statement.predicate;
  if (!isAbout(statement, subject)) throw differs(row, 'it is about something else');
  if (approver.key !== row.signer) throw differs(row, 'somebody else signed it');
  if ((decision === 'approved') !== (row.act === 'approve'))
    throw differs(row, 'it says the opposite');
  if (purpose !== row.purpose) throw differs(row, 'it is for another gate');
  if (decided !== row.time || expires !== row.expires) throw differs(row, 'its times are others');
}

function differs({ statement }: ApprovalRow, why: string): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `The registry misquotes the statement ${statement}: ${why}.`,
    {
      hint: 'Somebody changed the registry. Run credence ledger verify, and restore a backup.',
    },
  );
}
