import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import type { DatasetVersionId } from '../../core/identifiers.ts';
import { isKeyId, type KeyId } from '../../core/signing/key-id.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { receiptFor } from '../verify/check-entry.ts';
import { type FoundEntry, findEntries } from '../verify/find-entry.ts';

/** A statement with all that proves it. */
export interface ProvenStatement {
  readonly digest: Digest;
  readonly bytes: Buffer;
  readonly entry: Uint8Array;
  readonly receipt: string;
}

export interface GatheredStatements {
  readonly statements: readonly ProvenStatement[];
  /** Everybody whose key signed one of them. */
  readonly signers: readonly IdentityRow[];
}

/**
 * Every statement about a version: where it and its ancestors come from, scans, verdicts, approvals, and
 * who the people are whose keys signed them; with entry and receipt each.
 *
 * @throws CredenceError `NOT_FOUND` where the ledger lacks one; `LOCKED` where it is not signed yet
 */
export async function gatherStatements(
  workspace: Workspace,
  version: DatasetVersionId,
): Promise<GatheredStatements> {
  const { read } = workspace;
  const verdicts = await read.verdicts.ofSubject(version);
  const approvals = await read.approvals.ofSubject(version);
  const wanted = [
    ...(await originStatements(workspace, version)),
    ...verdicts.map(({ statement }) => statement),
    ...approvals.map(({ statement }) => statement),
  ];
  const entries = new Map(await findEntries(workspace, wanted));
  const signers = new Map<KeyId, IdentityRow>();
  // Who brought a signer in is a signer too, up to the founder.
  for (let open = unknownSigners(entries, signers); open.length > 0; ) {
    const statements: Digest[] = [];
    for (const key of open) {
      const identity = await read.identities.find(key);
      if (identity === undefined) throw missing(`Nobody is known by the key ${key.slice(0, 16)}`);
      signers.set(key, identity);
      if (identity.statement !== null) statements.push(identity.statement);
    }
    for (const [digest, entry] of await findEntries(workspace, statements))
      entries.set(digest, entry);
    wanted.push(...statements);
    open = unknownSigners(entries, signers);
  }
  const statements: ProvenStatement[] = [];
  for (const digest of new Set(wanted)) statements.push(await prove(workspace, digest, entries));
  return { statements, signers: [...signers.values()] };
}

async function originStatements(
  { read }: Workspace,
  version: DatasetVersionId,
): Promise<readonly Digest[]> {
  const statements: Digest[] = [];
  const seen = new Set<DatasetVersionId>();
  for (let open = [version]; open.length > 0; ) {
    const parents: DatasetVersionId[] = [];
    for (const id of open.filter((one) => !seen.has(one))) {
      seen.add(id);
      const row = await read.versions.find(id);
      if (row?.statement == null) throw missing(`No statement says where ${id} comes from`);
      statements.push(row.statement);
      parents.push(...row.parents);
    }
    open = parents;
  }
  return statements;
}

function unknownSigners(
  entries: ReadonlyMap<Digest, FoundEntry>,
  known: ReadonlyMap<KeyId, IdentityRow>,
): readonly KeyId[] {
  const actors = new Set([...entries.values()].map(({ leaf }) => leaf.actor));
  return [...actors].filter((actor) => isKeyId(actor)).filter((actor) => !known.has(actor));
}

async function prove(
  workspace: Workspace,
  digest: Digest,
  entries: ReadonlyMap<Digest, FoundEntry>,
): Promise<ProvenStatement> {
  const found = entries.get(digest);
  if (found === undefined) throw missing(`The ledger does not know the statement ${digest}`);
  const receipt = await receiptFor(found.position, workspace);
  if (receipt === null)
    throw new CredenceError(
      'LOCKED',
      'The checkpoint of the ledger does not cover everything yet.',
      {
        hint: 'Run any command where the ledger’s key is; it signs a checkpoint. Then export again.',
      },
    );
  return { digest, bytes: await workspace.vault.bytes(digest), entry: found.entry, receipt };
}

function missing(what: string): CredenceError {
  return new CredenceError('NOT_FOUND', `${what}.`, {
    hint: 'Somebody changed the registry. Run credence ledger verify, and restore a backup.',
  });
}
