import type { Digest } from '../core/digest.ts';
import { decodeLeaf } from '../ledger/leaf.ts';
import type { GarbageOptions, GarbageReport } from '../vault/object-store.ts';
import type { Workspace } from './workspace.ts';

/** The lock under which objects are removed, and under which none may be. */
export const MAINTENANCE = 'maintenance';

/**
 * Removes objects that nobody refers to: those that are not live, and to which no entry of the ledger
 * commits.
 *
 * @param live what versions, tags, runs and incidents need; the caller knows their manifests
 * @throws CredenceError `LOCKED` while a backup is made
 */
export async function collectGarbage(
  workspace: Workspace,
  live: Iterable<Digest>,
  options?: GarbageOptions,
): Promise<GarbageReport> {
  return await workspace.alone(MAINTENANCE, async () => {
    const kept = new Set(live);
    const { leaves } = workspace.read;
    for await (const entry of leaves.read(0, await leaves.size())) {
      const { statement } = decodeLeaf(entry);
      if (statement !== null) kept.add(statement);
    }
    return await workspace.vault.collectGarbage(kept, options);
  });
}
