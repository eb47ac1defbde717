import type { Digest } from '../../core/digest.ts';
import { decodeLeaf, type Leaf } from '../../ledger/leaf.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** An entry of the ledger, and where it stands. */
export interface FoundEntry {
  /** From 0. */
  readonly position: number;
  readonly entry: Uint8Array;
  readonly leaf: Leaf;
}

/** Entries that commit to one of these statements, by statement; the first where there are several. */
export async function findEntries(
  { read }: Workspace,
  statements: Iterable<Digest>,
): Promise<ReadonlyMap<Digest, FoundEntry>> {
  const wanted = new Set(statements);
  const found = new Map<Digest, FoundEntry>();
  let position = 0;
  for await (const entry of read.leaves.read(0, await read.leaves.size())) {
    const leaf = decodeLeaf(entry);
    const { statement } = leaf;
    if (statement !== null && wanted.has(statement) && !found.has(statement))
      found.set(statement, { position, entry, leaf });
    position += 1;
  }
  return found;
}
