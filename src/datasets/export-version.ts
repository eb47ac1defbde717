import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { VersionRow } from '../registry/rows/versions.ts';
import { materialiseVersion } from '../workspace/versions/materialise-version.ts';
import { type KnownVersion, resolveVersion } from '../workspace/versions/resolve-version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { KIT_FOLDER } from './kit/kit-layout.ts';
import { writeKit } from './kit/write-kit.ts';

export interface ExportRequest {
  /** `dataset@version`. */
  readonly version: string;
  /** A folder that is not there yet, or is empty. */
  readonly out: string;
  /** Write files that hold deleted rows as they are; who reads them must leave those rows out. */
  readonly withDeletedRows: boolean;
}

export interface Exported {
  readonly version: VersionRow;
  readonly folder: string;
  readonly statements: number;
}

/**
 * Writes the files of a version, each verified while it is written, and a kit with which anybody can
 * check them offline. The folder appears whole or not at all.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`; `INTEGRITY_FAILED` for altered objects; `OUTPUT_FAILED`;
 * `DATA_UNSUPPORTED` for files with deleted rows, unless they are asked for
 */
export async function exportVersion(
  workspace: Workspace,
  { version: reference, out, withDeletedRows }: ExportRequest,
): Promise<Exported> {
  const { read, vault } = workspace;
  const version = await resolveVersion({ tables: read, vault }, reference);
  assertExportable(version, withDeletedRows);
  const folder = resolve(out);
  await assertFree(folder);
  const draft = await draftFolder(folder);
  try {
    await materialiseVersion(version.manifest, { vault, folder: draft });
    const statements = await writeKit(workspace, version, join(draft, KIT_FOLDER));
    await rename(draft, folder);
    return { version: version.row, folder, statements };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error instanceof CredenceError ? error : failed(folder, error);
  }
}

function assertExportable({ manifest }: KnownVersion, withDeletedRows: boolean): void {
  const clash = manifest.files.find(
    ({ path }) => path.split('/')[0]?.normalize('NFC').toLowerCase() === KIT_FOLDER,
  );
  if (clash !== undefined)
    throw new CredenceError(
      'OUTPUT_FAILED',
      `The version holds ${visibleText(clash.path)}, where the kit would stand.`,
      { hint: 'Derive a version in which that folder has another name, and export that.' },
    );
  const hidden = manifest.files.find(({ deletedRows }) => deletedRows !== undefined);
  if (hidden === undefined || withDeletedRows) return;
  throw new CredenceError(
    'DATA_UNSUPPORTED',
    `${visibleText(hidden.path)} holds ${hidden.deletedRows?.count} rows that its table has deleted; whoever reads the file alone would train on them.`,
    {
      hint: 'Write the table anew without them and take that in; or export with --with-deleted-rows and leave the listed rows out when reading.',
    },
  );
}

async function assertFree(folder: string): Promise<void> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw failed(folder, cause);
  });
  if (names === null) return;
  if (names.length > 0)
    throw new CredenceError('OUTPUT_FAILED', `${folder} is not empty.`, {
      at: { file: folder },
      hint: 'Name a folder that is not there yet; what stands there is never written over.',
    });
  await rmdir(folder);
}

/** Beside its place, so that it can be moved there at once. */
async function draftFolder(folder: string): Promise<string> {
  const parent = dirname(folder);
  try {
    await mkdir(parent, { recursive: true });
    return await mkdtemp(join(parent, `.${basename(folder)}-`));
  } catch (cause) {
    throw failed(folder, cause);
  }
}

function failed(folder: string, cause: unknown): CredenceError {
  return new CredenceError('OUTPUT_FAILED', `${folder} cannot be written.`, {
    at: { file: folder },
    hint: 'See that there is space, and that the folder above may be written.',
    cause,
  });
}
