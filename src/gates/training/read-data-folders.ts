import { join } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import type { DatasetVersionId } from '../../core/identifiers.ts';
import { visibleText } from '../../core/visible-text.ts';
import { openFolder } from '../../statements/model-signing/disk-folder.ts';
import { ONE_FILE } from '../../statements/model-signing/folder-reader.ts';
import { digestFiles } from '../../vault/digest-files.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';
import { isKitFile } from './is-kit-file.ts';

/** What stands in the folders from which a run will read. */
export interface DataFolders {
  /** Versions of which every file is there, byte for byte. */
  readonly whole: ReadonlySet<DatasetVersionId>;
  /** Paths of what is there and is in no version as it is, with why. */
  readonly undeclared: readonly string[];
}

interface FoundFile {
  readonly path: string;
  readonly at: string;
}

/**
 * Hashes every file in the folders, and holds each against the manifests. A file of a version stands
 * under its path, or under its path in a folder named after the dataset; nothing else may be there but
 * the kit of an exported version, which is to be left alone.
 *
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `DATA_ENCODING`
 */
export async function readDataFolders(
  folders: readonly string[],
  versions: readonly KnownVersion[],
): Promise<DataFolders> {
  const declared = declaredFiles(versions);
  const missing = new Map(
    versions.map(({ row, manifest }) => [row.id, new Set(manifest.files.map(({ path }) => path))]),
  );
  const { files, refused } = await listFolders(folders);
  const digests = await digestFiles(files.map(({ at }) => ({ path: at })));
  const undeclared = [...refused];
  for (const [index, { path, at }] of files.entries()) {
    const known = declared.get(path) ?? [];
    const same = known.filter(({ sha256 }) => sha256 === digests[index]?.digest);
    const first = same.filter(({ version, path: own }) => missing.get(version)?.delete(own));
    if (same.length === 0) undeclared.push(known.length === 0 ? at : `${at} (other bytes)`);
    else if (first.length === 0) undeclared.push(`${at} (a second copy)`);
  }
  const whole = versions.filter(({ row }) => missing.get(row.id)?.size === 0);
  return {
    whole: new Set(whole.map(({ row }) => row.id)),
    undeclared: undeclared.map(visibleText).sort(),
  };
}

interface DeclaredFile {
  readonly version: DatasetVersionId;
  readonly path: string;
  readonly sha256: Digest;
}

function declaredFiles(versions: readonly KnownVersion[]): Map<string, DeclaredFile[]> {
  const declared = new Map<string, DeclaredFile[]>();
  for (const { row, manifest } of versions) {
    for (const { path, sha256 } of manifest.files) {
      for (const place of [path, `${row.dataset}/${path}`]) {
        const there = declared.get(place) ?? [];
        declared.set(place, [...there, { version: row.id, path, sha256 }]);
      }
    }
  }
  return declared;
}

async function listFolders(
  folders: readonly string[],
): Promise<{ readonly files: readonly FoundFile[]; readonly refused: readonly string[] }> {
  const files: FoundFile[] = [];
  const refused: string[] = [];
  for (const path of folders) {
    const folder = await openFolder(path);
    for await (const entry of folder.entries()) {
      const alone = entry.path === ONE_FILE;
      const at = alone ? path : join(path, entry.path);
      if (isKitFile(entry.path) && entry.kind === 'file') continue;
      if (entry.kind === 'file') files.push({ path: alone ? folder.name : entry.path, at });
      else refused.push(`${at} (a link, or no regular file)`);
    }
  }
  return { files, refused };
}
