import { mkdir, rm, symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { isCompanion } from '../../engine/reading/find-files.ts';
import { type DataSource, openSource } from '../../engine/reading/open-source.ts';
import type { RequestedRoles } from '../../records/roles.ts';
import { makeScratch } from '../make-scratch.ts';

/** A file of a version, and where its bytes lie at present. */
export interface RecordFile {
  /** Relative to the dataset. */
  readonly path: string;
  readonly at: string;
  /** What its bytes must be, where that is known. */
  readonly sha256?: Digest | undefined;
  /** Rows that it holds and that are no records; from 0, ascending. */
  readonly deletedRows?: Uint32Array | undefined;
}

export interface RecordsOptions {
  /** An existing folder for temporary files. */
  readonly scratch: string;
  readonly roles?: RequestedRoles | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Records of a version, ready to be read once. */
export interface OpenedRecords extends AsyncDisposable {
  readonly source: DataSource;
}

const DATA = /\.(jsonl|ndjson|json|csv|tsv|txt|parquet|arrow|arrows|feather|ipc)(\.(gz|zst))?$/i;
const SCRATCH_BYTES = 64 * 1024 ** 3;

/** What a page about the data may be written in; a table is a table, whatever it calls itself. */
const PAGE = /\.(txt|json)$/i;

/**
 * Whether a file may hold records, by its name: not a page about the data, such as `LICENSE.txt` or
 * `dataset_infos.json`.
 */
export function holdsRecords({ path }: { readonly path: string }): boolean {
  return DATA.test(path) && !(PAGE.test(path) && isCompanion(basename(path)));
}

/**
 * Opens files of a version as one table. Each is read under the name that it has in the version, wherever
 * its bytes lie: the same version gives the same records.
 *
 * @throws CredenceError as `openSource`
 */
export async function openRecords(
  files: readonly RecordFile[],
  { scratch, roles = {}, signal }: RecordsOptions,
): Promise<OpenedRecords> {
  const folder = await makeScratch(scratch, 'records');
  try {
    const paths: string[] = [];
    const deletedRows = new Map<string, Uint32Array>();
    for (const [index, { path, at, deletedRows: rows }] of files.entries()) {
      const place = join(folder, String(index));
      await mkdir(place);
      const link = join(place, basename(path));
      await symlink(resolve(at), link);
      paths.push(link);
      if (rows !== undefined) deletedRows.set(link, rows);
    }
    const source = await openSource({
      paths,
      roles,
      maximumBadRows: Number.MAX_SAFE_INTEGER,
      scratch,
      scratchQuota: SCRATCH_BYTES,
      deletedRows,
      ...(signal === undefined ? {} : { signal }),
    });
    return {
      source,
      async [Symbol.asyncDispose](): Promise<void> {
        await source.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Holds what was read against what was to be read; only then may anything be concluded from it.
 *
 * @throws CredenceError `INTEGRITY_FAILED`
 */
export function assertRead(source: DataSource, files: readonly RecordFile[]): void {
  const read = source.outcome().files;
  for (const [index, { path, sha256 }] of files.entries()) {
    if (sha256 === undefined || read[index]?.digest === sha256) continue;
    const name = visibleText(path);
    throw new CredenceError('INTEGRITY_FAILED', `${name} is not the file that was hashed.`, {
      at: { file: path },
      hint: 'If it was being written, try again; else find the row with credence dataset verify.',
    });
  }
}
