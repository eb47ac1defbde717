import { CredenceError } from '../../core/error.ts';
import { makeReceipt, verifyReceipt } from '../../ledger/receipt.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { findEntries } from './find-entry.ts';
import type { VersionProblem } from './version-problem.ts';

/** Where the ledger says that a version came to be. */
export interface CheckedEntry {
  /** From 0; null where it is not there. */
  readonly position: number | null;
  /** Entries that the checkpoint covers; null where none covers this entry yet. */
  readonly size: number | null;
  readonly problems: readonly VersionProblem[];
}

/**
 * Proves with a receipt that the ledger holds the entry of a version's statement.
 *
 * @throws CredenceError `INTEGRITY_FAILED`, `SIGNATURE_INVALID`, `DATA_MALFORMED`
 */
export async function checkEntry(
  workspace: Workspace,
  { id, statement }: VersionRow,
): Promise<CheckedEntry> {
  const found =
    statement === null ? undefined : (await findEntries(workspace, [statement])).get(statement);
  if (found === undefined || !found.leaf.subjects.includes(id)) {
    const message = 'No entry of the ledger says that this version came to be.';
    const hint = 'Its row was put into the registry by other means; do not use it.';
    return { position: null, size: null, problems: [{ what: 'ledger', message, hint }] };
  }
  const { position, entry } = found;
  const receipt = await receiptFor(position, workspace);
  if (receipt === null) return { position, size: null, problems: [] };
  const { checkpoint } = verifyReceipt(receipt, entry, workspace.ledger);
  return { position, size: checkpoint.size, problems: [] };
}

/** A receipt for an entry; null where no checkpoint covers it yet. */
export async function receiptFor(position: number, { tiles }: Workspace): Promise<string | null> {
  try {
    return await makeReceipt(position, tiles.tiles);
  } catch (error) {
    if (error instanceof CredenceError && error.code === 'USAGE') return null;
    throw error;
  }
}
