import { CredenceError } from '../core/error.ts';
import { nodeFileSystem } from '../core/storage/node-file-system.ts';
import { largestFirst } from './largest-first.ts';
import type { FileSource, PutOptions, StoredObject } from './object-store.ts';
import { VaultThreads } from './threads/vault-threads.ts';

/**
 * Hashes files on all cores without keeping them, as a gate does before a run reads them. In the order
 * of the files.
 *
 * @throws CredenceError `FILE_NOT_FOUND`; `FILE_UNREADABLE`; `INTEGRITY_FAILED` when one is not what was
 * expected; `CANCELLED`
 */
export async function digestFiles(
  files: readonly FileSource[],
  { signal }: PutOptions = {},
): Promise<readonly StoredObject[]> {
  const placed = files.map((file, at) => ({
    file,
    at,
    size: nodeFileSystem.status(file.path)?.size ?? 0,
  }));
  const digests: StoredObject[] = [];
  const threads = new VaultThreads();
  try {
    await Promise.all(
      largestFirst(placed).map(async (job) => {
        const found = await threads.run('digest', { files: job.map(({ file }) => file) });
        if (signal?.aborted === true)
          throw new CredenceError('CANCELLED', 'Hashing was cancelled.');
        for (const [index, { at }] of job.entries()) {
          const digest = found[index];
          if (digest !== undefined) digests[at] = digest;
        }
      }),
    );
    return digests;
  } finally {
    await threads.close();
  }
}
