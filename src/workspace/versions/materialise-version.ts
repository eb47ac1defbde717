import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CredenceError } from '../../core/error.ts';
import type { DatasetManifest, ManifestFile } from '../../vault/dataset-manifest.ts';
import type { ObjectStore } from '../../vault/object-store.ts';

/**
 * Writes the files of a version below a folder, each verified while it is written.
 *
 * @param folder that holds none of them yet
 * @returns paths of what was written, in the order of the manifest
 * @throws CredenceError `INTEGRITY_FAILED` for an altered object; `OUTPUT_FAILED` where a file is there
 * already or cannot be written
 */
export async function materialiseVersion(
  { files }: Pick<DatasetManifest, 'files'>,
  { vault, folder }: { readonly vault: ObjectStore; readonly folder: string },
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const file of files) written.push(await writeFile(file, vault, folder));
  return written;
}

async function writeFile(
  { path, sha256 }: ManifestFile,
  vault: ObjectStore,
  folder: string,
): Promise<string> {
  const target = join(folder, path);
  // The manifest is checked when it is read; a path is never trusted twice.
  if (relative(folder, target).split(sep)[0] === '..')
    throw new CredenceError(
      'INTEGRITY_FAILED',
      'A file of the version would be written outside its folder.',
      {
        hint: 'The manifest was altered; restore it from a backup.',
      },
    );
  try {
    await mkdir(dirname(target), { recursive: true });
    await pipeline(vault.read(sha256), createWriteStream(target, { flags: 'wx' }));
  } catch (cause) {
    if (cause instanceof CredenceError) throw cause;
    throw new CredenceError('OUTPUT_FAILED', `${target} cannot be written.`, {
      hint: 'Choose a folder that is empty and may be written.',
      at: { file: target },
      cause,
    });
  }
  return target;
}
