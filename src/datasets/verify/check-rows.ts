import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';
import { objectPath } from '../../vault/object-path.ts';
import { salvageObject } from '../../vault/salvage-object.ts';
import { makeScratch } from '../../workspace/make-scratch.ts';
import { hiddenRowsOf } from '../../workspace/versions/hidden-rows.ts';
import { holdsRecords, type RecordFile } from '../../workspace/versions/record-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { findChangedRow } from './find-changed-row.ts';
import type { VersionProblem } from './version-problem.ts';

/**
 * Computes the digests of all records from the files as they lie in the vault, altered or not, and names
 * the first row that is not what was committed to.
 */
export async function checkRows(
  { vault, paths }: Workspace,
  manifest: DatasetManifest,
): Promise<readonly VersionProblem[]> {
  const { records } = manifest;
  if (records === null) return [];
  const folder = await makeScratch(paths.scratch, 'verify');
  try {
    const files: RecordFile[] = [];
    for (const file of manifest.files.filter(holdsRecords)) {
      const alone = objectPath(paths.objects, file.sha256);
      const at = existsSync(alone) ? alone : join(folder, String(files.length));
      const bytes = at === alone ? [] : salvageObject(paths.objects, file.sha256);
      // A file that is missing was named already, and without it no row can be told from another.
      if (bytes === null) return [];
      if (at !== alone) await pipeline(Readable.from(copies(bytes)), createWriteStream(at));
      files.push({ path: file.path, at, deletedRows: await hiddenRowsOf(file, vault) });
    }
    return await findChangedRow({
      files,
      committed: vault.read(records.digests),
      scratch: paths.scratch,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pieces are the reader's until the next one, and a stream holds on to several. */
function* copies(pieces: Iterable<Uint8Array>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}
