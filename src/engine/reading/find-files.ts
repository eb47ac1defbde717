import type { Dirent, Stats } from 'node:fs';
import { glob, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { naturalOrder } from './natural-order.ts';
import { fileError, type SourceFile } from './source-file.ts';
import { formatOfName } from './source-format.ts';

/** Files that accompany data without being data. */
const COMPANION =
  /^(?:readme|licen[cs]e|copying|notice|changelog|citation|datasheet|(?:sha\d*|md5)sums?|checksums?)\b/i;
const METADATA =
  /^(?:dataset_infos?|dataset_dict|state|metadata|croissant|package|_metadata|_common_metadata)(?:\.json)?$/i;

export interface FoundFiles {
  /** In natural order within each folder or glob; otherwise as given. */
  readonly files: readonly SourceFile[];
  /** What was passed over, as sentences. */
  readonly notes: readonly string[];
}

/**
 * The files behind paths: files, folders of shards (searched in depth), and globs.
 *
 * @throws CredenceError FILE_NOT_FOUND, FILE_UNREADABLE, DATA_EMPTY for a folder without data,
 *   DATA_AMBIGUOUS for a folder with data of several formats.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const files = new Map<string, SourceFile>();
  const notes: string[] = [];
  for (const path of paths) {
    for (const file of await resolvePath(path, notes)) files.set(file.path, file);
  }
  return { files: [...files.values()], notes };
}

async function resolvePath(path: string, notes: string[]): Promise<readonly SourceFile[]> {
  const stats = await stat(path).catch((cause: unknown) => {
    if (isMissing(cause) && /[*?[{]/.test(path)) return undefined;
    throw fileError(path, cause);
  });
  if (stats === undefined) return expandGlob(path);
  if (stats.isDirectory()) return searchFolder(path, notes);
  return [sourceFile(path, stats)];
}

async function expandGlob(pattern: string): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const path of glob(pattern)) {
    const stats = await stat(path);
    if (stats.isFile()) files.push(sourceFile(path, stats));
  }
  if (files.length === 0) {
    throw new CredenceError('FILE_NOT_FOUND', `No file matches ${pattern}.`, {
      at: { file: pattern },
    });
  }
  return files.sort((left, right) => naturalOrder(left.path, right.path));
}

async function searchFolder(folder: string, notes: string[]): Promise<readonly SourceFile[]> {
  const search = new FolderSearch();
  await search.visit(folder);
  if (search.skipped.length > 0) notes.push(skippedNote(folder, search.skipped));
  if (search.files.length === 0) {
    throw new CredenceError('DATA_EMPTY', `${folder} holds no data that Credence reads.`, {
      at: { file: folder },
      hint:
        search.skipped.length > 0
          ? `It holds ${listSome(search.skipped)}. Name a file to have it read whatever it is called.`
          : 'The folder is empty.',
    });
  }
  requireOneFormat(folder, search.files);
  return search.files.sort((left, right) => naturalOrder(left.path, right.path));
}

class FolderSearch {
  readonly files: SourceFile[] = [];
  readonly skipped: string[] = [];
  readonly #visited = new Set<string>();

  async visit(folder: string): Promise<void> {
    // A link back to a folder above would otherwise be followed for ever.
    const real = await realpath(folder);
    if (this.#visited.has(real)) return;
    this.#visited.add(real);
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
      throw fileError(folder, cause);
    });
    for (const entry of entries) await this.#visitEntry(join(folder, entry.name), entry);
  }

  async #visitEntry(path: string, entry: Dirent): Promise<void> {
    if (entry.name.startsWith('.') || isCompanion(entry.name)) {
      this.skipped.push(entry.name);
      return;
    }
    const stats = await stat(path).catch((cause: unknown) => {
      if (entry.isSymbolicLink()) return undefined;
      throw fileError(path, cause);
    });
    if (stats?.isDirectory()) await this.visit(path);
    else if (stats?.isFile() && formatOfName(entry.name) !== undefined)
      this.files.push(sourceFile(path, stats));
    else this.skipped.push(entry.name);
  }
}

/** Whether a file of this name goes with data without being data, as `README.md`. */
export function isCompanion(name: string): boolean {
  return COMPANION.test(name) || METADATA.test(name);
}

function requireOneFormat(folder: string, files: readonly SourceFile[]): void {
  const formats = new Map(files.map((file) => [formatOfName(file.path), file.path]));
  if (formats.size < 2) return;
  const examples = [...formats].map(([format, path]) => `${format} (${basename(path)})`).join(', ');
  throw new CredenceError(
    'DATA_AMBIGUOUS',
    `${folder} holds data of several formats: ${examples}.`,
    {
      at: { file: folder },
      hint: `Name the files, or give a glob such as '${folder}/*.${[...formats.keys()][0]}'.`,
    },
  );
}

function sourceFile(path: string, stats: Stats): SourceFile {
  if (!stats.isFile()) {
    throw new CredenceError('FILE_UNREADABLE', `${path} is not a regular file.`, {
      at: { file: path },
      hint: 'To read from a pipe, give - and feed standard input.',
    });
  }
  return { path, name: path, bytes: stats.size, modified: stats.mtimeMs };
}

function skippedNote(folder: string, skipped: readonly string[]): string {
  return `Not read in ${folder}: ${listSome(skipped)}.`;
}

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function isMissing(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'ENOENT' || cause.code === 'ENAMETOOLONG')
  );
}
