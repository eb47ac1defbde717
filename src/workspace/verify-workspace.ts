import { CredenceError } from '../core/error.ts';
import type { PublicKey } from '../core/signing/public-key.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import { decodeLeaf } from '../ledger/leaf.ts';
import { type VerifiedLedger, verifyLedger } from '../ledger/verify-ledger.ts';
import type { VaultReport } from '../vault/object-store.ts';
import { EntryHashes } from './entry-hashes.ts';
import type { Workspace } from './workspace.ts';

export interface VerifiedWorkspace {
  readonly checkpoint: Checkpoint;
  /** Entries in the registry that no checkpoint covers yet. */
  readonly unsigned: number;
  readonly ledger: VerifiedLedger;
  readonly vault: VaultReport;
}

/**
 * Holds everything against everything: registry, tiles and checkpoint, each entry of the registry
 * against that of the tiles, every object against its digest, and that each statement the ledger
 * commits to is there.
 *
 * @param publicKey the ledger's key as kept elsewhere; the registry's word for it unless given
 * @throws CredenceError `INTEGRITY_FAILED` naming the first thing that is wrong; `SIGNATURE_INVALID`
 */
export async function verifyWorkspace(
  workspace: Workspace,
  publicKey: PublicKey = workspace.ledger.publicKey,
): Promise<VerifiedWorkspace> {
  await workspace.registry.verify();
  const { origin } = workspace.ledger;
  const signed = new EntryHashes();
  const ledger = await workspace.tiles.exclusively(() =>
    verifyLedger(workspace.paths.ledger, {
      publicKey,
      origin,
      onEntry: (_, entry) => signed.add(entry),
    }),
  );
  const { leaves } = workspace.read;
  const size = await leaves.size();
  await compareEntries(workspace, signed);
  const vault = await workspace.vault.verify();
  const [problem] = vault.problems;
  if (problem !== undefined)
    throw new CredenceError('INTEGRITY_FAILED', problem.message, { at: { file: problem.path } });
  return { checkpoint: ledger.checkpoint, unsigned: size - signed.size, ledger, vault };
}

async function compareEntries(workspace: Workspace, signed: EntryHashes): Promise<void> {
  let position = 0;
  const size = await workspace.read.leaves.size();
  if (size < signed.size) throw differs(size);
  for await (const entry of workspace.read.leaves.read(0, size)) {
    if (position < signed.size && !signed.matches(position, entry)) throw differs(position);
    const { statement } = decodeLeaf(entry);
    if (statement !== null && (await workspace.vault.size(statement)) === null) {
      throw new CredenceError(
        'INTEGRITY_FAILED',
        `The statement ${statement} of entry ${position} is not in the vault.`,
        { hint: 'Restore the workspace from a backup with `credence restore`.' },
      );
    }
    position += 1;
  }
}

function differs(position: number): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `Entry ${position} of the ledger is not the same in the registry and in the tiles.`,
    { hint: 'Restore the workspace from a backup with `credence restore`.' },
  );
}
