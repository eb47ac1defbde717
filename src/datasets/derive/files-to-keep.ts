import { basename, join, resolve } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { openFolder } from '../../statements/model-signing/disk-folder.ts';
import { ONE_FILE } from '../../statements/model-signing/folder-reader.ts';
import { comparePaths } from '../../vault/dataset-manifest.ts';

/** A file that is to become part of a version. */
export interface FileToKeep {
  /** Relative to the dataset. */
  readonly path: string;
  readonly at: string;
}

/**
 * The files of a folder, or one file. Links are refused rather than followed: they could lead to what
 * nobody meant to keep.
 *
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `DATA_EMPTY`; `DATA_AMBIGUOUS` for names that
 * some file system takes for one; `DATA_MALFORMED` for names with control characters
 */
export async function filesToKeep(path: string): Promise<readonly FileToKeep[]> {
  const root = resolve(path);
  const folder = await openFolder(root);
  const files: FileToKeep[] = [];
  for await (const entry of folder.entries()) {
    if (entry.kind !== 'file')
      throw new CredenceError(
        'FILE_UNREADABLE',
        `${visibleText(entry.path)} is not a plain file.`,
        {
          at: { file: entry.path },
          hint: 'Put the file itself there; links, pipes and devices are not kept.',
        },
      );
    if (entry.path === ONE_FILE) files.push({ path: basename(root), at: root });
    else files.push({ path: entry.path, at: join(root, entry.path) });
  }
  if (files.length === 0)
    throw new CredenceError('DATA_EMPTY', `${visibleText(path)} holds no file.`, {
      at: { file: path },
    });
  assertNames(files);
  return files.sort(comparePaths);
}

function assertNames(files: readonly FileToKeep[]): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    if (visibleText(path) !== path || path.includes('\\'))
      throw new CredenceError('DATA_MALFORMED', `‘${visibleText(path)}’ cannot name a file.`, {
        hint: 'Rename it: no control or invisible characters, no backslash.',
      });
    const key = path.normalize('NFC').toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined)
      throw new CredenceError(
        'DATA_AMBIGUOUS',
        `${path} and ${twin} are one name to some machines.`,
        {
          hint: 'Rename one of them.',
        },
      );
    seen.set(key, path);
  }
}
