import { globSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { FolderWalk, unscannableProblem } from './folder-walk.ts';
import type { FoundFile, FoundFiles, Unscannable } from './found-file.ts';

/**
 * The files behind paths: files, folders (with everything below), globs. Nothing is left out in
 * silence: what can't be read is told, and what is passed over is named. A file that is reached under
 * several names is given once for each name that plain texts could be judged by.
 *
 * @throws CredenceError `FILE_NOT_FOUND` where nothing is under a path, or matches it
 */
export function findModelFiles(paths: readonly string[]): FoundFiles {
  const files: FoundFile[] = [];
  const unscannable: Unscannable[] = [];
  const passedOver: string[] = [];
  for (const path of paths.flatMap(expand)) {
    try {
      const real = realpathSync(path);
      if (statSync(real).isDirectory()) {
        const walk = new FolderWalk(path);
        files.push(...walk.files);
        unscannable.push(...walk.unscannable);
        if (walk.files.length + walk.unscannable.length === 0) unscannable.push(empty(path));
        passedOver.push(...walk.passedOver.map((folder) => `Version control: ${folder}`));
      } else files.push({ path, real });
    } catch (cause) {
      unscannable.push(unreadable(path, cause));
    }
  }
  return { files: onceEach(files), unscannable, passedOver };
}

/** A path that does not exist and looks like a glob stands for what it matches. */
function expand(path: string): readonly string[] {
  if (!/[*?[{]/.test(path) || exists(path)) return [path];
  const found = globSync(path).sort();
  return found.length === 0 ? [path] : found;
}

/** Whether there is something under a path, if only a link that leads in a circle. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Blobs of a cache are scanned under the names that its snapshots give them. */
function onceEach(files: readonly FoundFile[]): readonly FoundFile[] {
  const linked = new Set(files.filter(isRenamed).map(({ real }) => real));
  const seen = new Set<string>();
  return files.filter((file) => {
    const { path, real } = file;
    if (linked.has(real) && !isRenamed(file) && /[\\/]blobs[\\/]/.test(real)) return false;
    const key = `${real}\n${basename(path)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function isRenamed({ path, real }: FoundFile): boolean {
  return basename(path) !== basename(real);
}

function empty(path: string): Unscannable {
  return { path, problem: unscannableProblem('scan.empty-folder', 'The folder holds no file.') };
}

function unreadable(path: string, cause: unknown): Unscannable {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    throw new CredenceError('FILE_NOT_FOUND', `${visibleText(path)} does not exist`, {
      hint: 'Nothing was scanned. A path is a file, a folder, or a glob that matches something.',
      cause,
    });
  }
  const what = cause instanceof Error ? visibleText(cause.message) : 'for an unknown reason';
  return { path, problem: unscannableProblem('scan.unreadable', `It cannot be read: ${what}.`) };
}
