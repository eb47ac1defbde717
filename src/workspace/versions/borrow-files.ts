import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';
import { objectPath } from '../../vault/object-path.ts';
import { makeScratch } from '../make-scratch.ts';
import type { Workspace } from '../workspace.ts';
import { hiddenRowsOf } from './hidden-rows.ts';
import { holdsRecords, type RecordFile } from './record-files.ts';

/** Files with records of a version, where they can be read for a while. */
export interface BorrowedFiles extends AsyncDisposable {
  /** In the order of the manifest. */
  readonly files: readonly RecordFile[];
}

/**
 * Finds the files of a version that hold records without copying large ones: an object that is a file of
 * its own is read in place. **They are not verified**: hold what reading says of their digests against
 * the manifest before anything is concluded.
 *
 * @throws CredenceError `NOT_FOUND`, `INTEGRITY_FAILED` for small objects
 */
export async function borrowFiles(
  { vault, paths }: Workspace,
  manifest: DatasetManifest,
): Promise<BorrowedFiles> {
  const folder = await makeScratch(paths.scratch, 'borrowed');
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const files: RecordFile[] = [];
    for (const file of manifest.files.filter(holdsRecords)) {
      const alone = objectPath(paths.objects, file.sha256);
      const at = existsSync(alone) ? alone : join(folder, String(files.length));
      if (at !== alone) await pipeline(vault.read(file.sha256), createWriteStream(at));
      files.push({
        path: file.path,
        at,
        sha256: file.sha256,
        deletedRows: await hiddenRowsOf(file, vault),
      });
    }
    return { files, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
