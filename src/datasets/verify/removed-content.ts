import type { Digest } from '../../core/digest.ts';
import { decodeLeaf } from '../../ledger/leaf.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** What the ledger calls the removal of content that is past retention. */
export const CONTENT_REMOVED = 'dataset.content-removed';

/** When the content of a version was removed under the policy's retention; null where it was not. */
export async function contentRemoved({ read }: Workspace, version: Digest): Promise<string | null> {
  let removed: string | null = null;
  for await (const entry of read.leaves.read(0, await read.leaves.size())) {
    const { type, subjects, time } = decodeLeaf(entry);
    if (type === CONTENT_REMOVED && subjects.includes(version)) removed = time;
  }
  return removed;
}
