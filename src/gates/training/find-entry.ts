import type { Digest } from '../../core/digest.ts';
import { decodeLeaf, type Leaf } from '../../ledger/leaf.ts';
import type { LeafSource } from '../../ledger/leaf-source.ts';

export interface FoundEntry {
  readonly position: number;
  readonly entry: Uint8Array;
  readonly leaf: Leaf;
}

/**
 * The entry of the ledger that commits to a statement. Entries are in the order of their times, so that
 * few of them are read.
 *
 * @param time of the commit that made the entry
 */
export async function findEntry(
  leaves: LeafSource,
  { statement, time }: { readonly statement: Digest; readonly time: string },
): Promise<FoundEntry | null> {
  const size = await leaves.size();
  const wanted = Date.parse(time);
  let [from, to] = [0, size];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (Date.parse((await entryAt(leaves, middle)).leaf.time) < wanted) from = middle + 1;
    else to = middle;
  }
  for await (const entry of leaves.read(from, size)) {
    const leaf = decodeLeaf(entry);
    if (Date.parse(leaf.time) > wanted) return null;
    if (leaf.statement === statement) return { position: from, entry, leaf };
    from += 1;
  }
  return null;
}

async function entryAt(leaves: LeafSource, position: number): Promise<FoundEntry> {
  for await (const entry of leaves.read(position, position + 1))
    return { position, entry, leaf: decodeLeaf(entry) };
  throw new RangeError(`The ledger has no entry ${position}.`);
}
