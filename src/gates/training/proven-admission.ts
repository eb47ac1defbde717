import { CredenceError } from '../../core/error.ts';
import type { DatasetVersionId } from '../../core/identifiers.ts';
import { parseEnvelope } from '../../core/signing/dsse.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import { decodeLeaf } from '../../ledger/leaf.ts';
import { makeReceipt, verifyReceipt } from '../../ledger/receipt.ts';
import type { TrainInputFacts } from '../../policy/facts.ts';
import type { VerdictRow } from '../../registry/rows/verdicts.ts';
import { describes } from '../../statements/in-toto/resource-descriptor.ts';
import { openStatement } from '../../statements/in-toto/signed-statement.ts';
import { isAbout } from '../../statements/in-toto/statement.ts';
import { VERIFICATION_SUMMARY } from '../../statements/predicates/verification-summary.ts';
import { keyStanding } from '../../workspace/identities/actor-of.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { findEntry } from './find-entry.ts';

export interface ProvenAdmission {
  readonly facts: TrainInputFacts['admission'];
  /** Digest of the verdict's statement. */
  readonly verdict: VerdictRow | null;
  /** Why it proves nothing, in a sentence for people; null where it proves what it says. */
  readonly doubt: string | null;
}

/** Entries that end what an earlier admission allowed. */
const ENDS = new Set([
  'dataset.rejected',
  'dataset.held',
  'dataset.not-decided',
  'dataset.withdrawn',
  'dataset.superseded',
]);

/**
 * The newest admission verdict of a version, held against its signed statement and the ledger: the row
 * of the registry says what was signed, a key that counts signed it, an entry commits to it that the
 * signed checkpoint covers, no later entry takes it back, and it was given for an impact as grave.
 */
export async function provenAdmission(
  workspace: Workspace,
  version: DatasetVersionId,
  impact: string,
): Promise<ProvenAdmission> {
  const row = await workspace.read.verdicts.latest(version, 'admission');
  if (row === undefined) return { facts: null, verdict: null, doubt: null };
  const doubt = await doubtOn(workspace, row, impact);
  const { verdict, issued, expires } = row;
  return { facts: { verdict, issued, expires, proven: doubt === null }, verdict: row, doubt };
}

async function doubtOn(
  workspace: Workspace,
  row: VerdictRow,
  impact: string,
): Promise<string | null> {
  try {
    return (
      (await doubtOnStatement(workspace, row)) ??
      (await doubtOnEntry(workspace, row)) ??
      doubtOnImpact(workspace, row, impact)
    );
  } catch (error) {
    if (error instanceof CredenceError) return error.message;
    throw error;
  }
}

async function doubtOnStatement(
  { read, vault }: Workspace,
  row: VerdictRow,
): Promise<string | null> {
  const identities = await read.identities.list();
  const envelope = parseEnvelope((await vault.bytes(row.statement)).toString());
  const { statement, signers } = openStatement(VERIFICATION_SUMMARY, envelope, {
    keys: identities.map(({ publicKey }) => PublicKey.fromPem(publicKey)),
  });
  const { timeVerified, policy, credence_gate: gate } = statement.predicate;
  const isQuoted =
    isAbout(statement, row.subject) &&
    gate?.gate === row.gate &&
    gate.verdict === row.verdict &&
    gate.expires === row.expires &&
    timeVerified === row.issued &&
    describes(policy, row.policy);
  if (!isQuoted) return 'The registry misquotes the verdict.';
  const signed = identities.filter(({ keyId }) => signers.includes(keyId));
  return signed.some((identity) => keyStanding(identity, row.issued) === 'good')
    ? null
    : 'The key that signed the verdict was revoked, or had expired.';
}

async function doubtOnEntry(workspace: Workspace, row: VerdictRow): Promise<string | null> {
  const { read, tiles, ledger } = workspace;
  const { leaves } = read;
  const found = await findEntry(leaves, { statement: row.statement, time: row.issued });
  if (found === null || !found.leaf.subjects.includes(row.subject))
    return 'No entry of the ledger commits to the verdict.';
  const { position, entry } = found;
  await tiles.exclusively(async () =>
    verifyReceipt(await makeReceipt(position, tiles.tiles), entry, ledger),
  );
  let at = position;
  for await (const later of leaves.read(position + 1, await leaves.size())) {
    at += 1;
    // Most entries are about something else: looking for the digest is quicker than reading them.
    if (!Buffer.from(later.buffer, later.byteOffset, later.length).includes(row.subject)) continue;
    const { type, subjects } = decodeLeaf(later);
    if (ENDS.has(type) && subjects.includes(row.subject))
      return `Entry ${at} of the ledger says ${type}, after the verdict.`;
  }
  return null;
}

function doubtOnImpact(
  { policy }: Workspace,
  { details }: VerdictRow,
  impact: string,
): string | null {
  const { impacts } = policy.settings;
  const admitted = String(details['impact']);
  return impacts.indexOf(admitted) >= impacts.indexOf(impact)
    ? null
    : `It was admitted for the impact ${admitted}; run credence admit with --impact ${impact}.`;
}
