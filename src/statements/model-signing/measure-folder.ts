import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { digestFiles } from '../../vault/digest-files.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { isRelativePath } from '../relative-path.ts';
import { openFolder } from './disk-folder.ts';
import { ONE_FILE } from './folder-reader.ts';
import { byName, reasonAgainst } from './hash-folder.ts';
import { DEFAULT_IGNORED, isIgnored } from './ignored-paths.ts';
import { rootDigest } from './signed-manifest.ts';

/** A folder, or one file, with the digest of every file in it. */
export interface MeasuredFolder {
  /** Its own name, without its path. */
  readonly name: string;
  /** In order of their paths; a file alone stands under its own name. */
  readonly files: readonly FileFacts[];
  readonly bytes: number;
  /** Stands for all files together, as a signature over them would (OMS §6.5.1). */
  readonly root: Digest;
}

export interface MeasureOptions {
  /** Paths from the folder to leave out, beside those of Git. */
  readonly ignorePaths?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hashes every file of a folder on all cores, reading each once.
 *
 * @throws CredenceError `DATA_EMPTY` where there is no file; `NOT_ALLOWED` for links and special files;
 * `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `DATA_ENCODING`; `CANCELLED`
 */
export async function measureFolder(
  path: string,
  { ignorePaths = [], signal }: MeasureOptions = {},
): Promise<MeasuredFolder> {
  const folder = await openFolder(path);
  const found: { readonly path: string; readonly at: string }[] = [];
  for await (const entry of folder.entries()) {
    if (isIgnored(entry.path, [...DEFAULT_IGNORED, ...ignorePaths])) continue;
    const reason = reasonAgainst(entry, false);
    if (reason !== null) throw refused(`${reason}, so ${visibleText(folder.name)} is refused.`);
    const alone = entry.path === ONE_FILE;
    const name = alone ? folder.name : entry.path;
    if (!isRelativePath(name)) throw refused(`${visibleText(name)} is no path that is safe.`);
    found.push({ path: name, at: alone ? path : join(path, entry.path) });
  }
  if (found.length === 0)
    throw new CredenceError('DATA_EMPTY', `${visibleText(path)} holds no file.`, {
      hint: 'Name the folder or file that was really used.',
      at: { file: path },
    });
  const digests = await digestFiles(
    found.map(({ at }) => ({ path: at })),
    { signal },
  );
  const files = found
    .flatMap(({ path: name }, index) => {
      const stored = digests[index];
      return stored === undefined
        ? []
        : [{ name, path: name, digest: stored.digest, bytes: stored.size }];
    })
    .sort(byName)
    .map(({ path: name, digest, bytes }) => ({ path: name, digest, bytes }));
  return {
    name: folder.name,
    files,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    root: `sha256:${rootDigest(files.map((file) => ({ name: file.path, digest: file.digest.slice(7) })))}` as Digest,
  };
}

function refused(message: string): CredenceError {
  return new CredenceError('NOT_ALLOWED', message, {
    hint: 'Put the file itself in its place, or name a folder that holds only what was used.',
  });
}
