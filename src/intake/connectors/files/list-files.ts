import { lstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { checkRemotePath, DistinctPaths } from '../remote-path.ts';

/** A regular file below a folder. */
export interface ListedFile {
  /** Relative to the folder, with `/`; `.` of a single file never occurs: it has its own name. */
  readonly path: string;
  readonly at: string;
  readonly size: number;
}

const MOST_FILES = 10_000_000;

/**
 * All regular files below a folder, in order of their paths' code units. Folders that tools keep for
 * themselves (`.git`, `.dvc`) are not data and are left out.
 *
 * @throws CredenceError `NOT_ALLOWED` on links, devices and pipes: what they lead to is not in the folder;
 * `DATA_MALFORMED` and `DATA_AMBIGUOUS` on names that cannot be kept.
 */
export async function listFiles(folder: string): Promise<readonly ListedFile[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  if (names.length > MOST_FILES)
    throw new CredenceError(
      'LIMIT_EXCEEDED',
      `${visibleText(folder)} holds more than ${MOST_FILES} files.`,
      {
        hint: 'Take it in by parts.',
        at: { file: folder },
      },
    );
  const distinct = new DistinctPaths();
  const files: ListedFile[] = [];
  for (const entry of names) {
    if (entry.isDirectory()) continue;
    const at = join(entry.parentPath, entry.name);
    const path = relative(folder, at).replaceAll(sep, '/');
    if (/(^|\/)\.(git|dvc)\//.test(path)) continue;
    if (!entry.isFile()) throw notAFile(at);
    checkRemotePath(path);
    distinct.add(path);
    files.push({ path, at, size: lstatSync(at).size });
  }
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function notAFile(at: string): CredenceError {
  return new CredenceError('NOT_ALLOWED', `${visibleText(at)} is a link, a device or a pipe.`, {
    hint: 'Put the file itself in its place: what a link leads to can change without a trace.',
    at: { file: at },
  });
}
