import type { SourceRow } from '../../registry/rows/sources.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { sourceEntryStatement } from '../../statements/predicates/source-entry.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../../workspace/unit-of-work.ts';
import { sourceEntryDigest } from './source-entry.ts';

/** Signs what a source is from now on, and notes it in the ledger; the caller keeps the row. */
export async function recordSource(
  unit: UnitOfWork,
  {
    entry,
    act,
    leaf,
    reason,
  }: {
    readonly entry: SourceRow;
    readonly act: 'proposed' | 'withdrawn';
    readonly leaf: string;
    readonly reason: string;
  },
  { identity, signer }: ActingIdentity,
): Promise<SourceRow> {
  const digest = sourceEntryDigest(entry);
  const statement = sourceEntryStatement(digest, {
    act,
    name: entry.name,
    publisher: entry.publisher,
    type: entry.type,
    tier: entry.tier,
    uris: entry.uris,
    licence: entry.licence,
    owner: entry.owner,
    requestedBy: entry.requestedBy,
    details: entry.details,
    reason,
    time: unit.now,
  });
  const signed = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  await unit.log({
    type: leaf,
    subjects: [digest],
    statement: signed.digest,
    actor: identity.keyId,
  });
  return { ...entry, statement: signed.digest };
}
