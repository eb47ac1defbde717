import { stat } from 'node:fs/promises';
import { CredenceError } from '../core/error.ts';
import type { ManifestFile } from '../vault/dataset-manifest.ts';
import type { ObjectStore } from '../vault/object-store.ts';
import type { PinnedSource, RemoteFile } from './connectors/connector.ts';
import { assertStamp, type FileStamp, stampOf } from './connectors/files/file-stamp.ts';
import type { FetchedFile, FetchJournal } from './fetch-journal.ts';
import { gatherFile } from './gather-file.ts';
import { holdAgainstPublished, type PublishedMismatch } from './published-mismatch.ts';
import { storeFiles } from './store-files.ts';

export interface FetchContext {
  readonly vault: ObjectStore;
  readonly journal: FetchJournal;
  /** Files that need not be written again if they are still the same, by path. */
  readonly known: ReadonlyMap<string, ManifestFile>;
  /** The most that a version may have; bytes. */
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress?:
    | ((fetched: { readonly files: number; readonly bytes: number }) => void)
    | undefined;
}

/** A file in the vault, and where its bytes can still be read as a file. */
export interface KeptFile extends FetchedFile {
  readonly at: string;
  /** Of the file that was hashed, so that nothing else is read in its place. */
  readonly stamp: FileStamp;
  readonly deletedRows: Uint32Array | undefined;
}

/** What a retrieval brought, up to the first batch that holds something else than was published. */
export interface FetchedFiles {
  readonly kept: readonly KeptFile[];
  readonly mismatches: readonly PublishedMismatch[];
}

/** Acknowledged together: few flushes, and little to do again after an interruption. */
const BATCH_FILES = 20_000;
const BATCH_BYTES = 8 * 1024 ** 3;
const CONNECTIONS = 8;

/**
 * Brings every file of a pinned source into the vault. Files of this machine are read in place, others
 * are gathered in scratch first; none is held in memory.
 *
 * @throws CredenceError `INTEGRITY_FAILED` for a file that changes meanwhile or has another size;
 * `LIMIT_EXCEEDED`; what the connector and the vault throw
 */
export async function fetchFiles(
  source: PinnedSource,
  context: FetchContext,
): Promise<FetchedFiles> {
  const kept: KeptFile[] = [];
  let total = 0;
  for await (const batch of batches(source, context)) {
    const { kept: more, mismatches } = await keepBatch(batch, context);
    kept.push(...more);
    if (mismatches.length > 0) return { kept, mismatches };
    total += more.reduce((sum, { size }) => sum + size, 0);
    if (total > context.most) throw tooMuch(context.most);
    context.progress?.({ files: kept.length, bytes: total });
  }
  return { kept, mismatches: [] };
}

/** Makes sure that what was read since is what was hashed. @throws CredenceError `INTEGRITY_FAILED` */
export function assertUntouched(files: readonly KeptFile[]): void {
  for (const { at, stamp } of files) assertStamp(at, stamp);
}

async function* batches(
  source: PinnedSource,
  { signal, most }: FetchContext,
): AsyncGenerator<readonly RemoteFile[]> {
  let batch: RemoteFile[] = [];
  let bytes = 0;
  let announced = 0;
  for await (const file of source.files()) {
    signal?.throwIfAborted();
    batch.push(file);
    bytes += file.size ?? 0;
    announced += file.size ?? 0;
    if (announced > most) throw tooMuch(most);
    if (batch.length < BATCH_FILES && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function keepBatch(
  files: readonly RemoteFile[],
  context: FetchContext,
): Promise<FetchedFiles> {
  const { journal } = context;
  const done = await doneBefore(files, context);
  const fresh = files.filter(({ path }) => !done.has(path));
  await gatherAll(
    fresh.filter(({ at }) => at === undefined),
    context,
  );
  const placed = fresh.map((file) => placedAt(file, journal));
  const stored = await storeFiles(placed, context);
  const { matches, mismatches } = await holdAgainstPublished(
    placed.map(({ file, at }, index) => ({ file, at, stored: stored[index] })),
  );
  for (const { at, stamp } of placed) assertStamp(at, stamp);
  await journal.add(matches);
  await journal.discard(mismatches.map(({ path }) => path));
  const places = new Map(placed.map((place) => [place.path, place] as const));
  const fetched = new Map([...done, ...matches.map((file) => [file.path, file] as const)]);
  const kept = files.flatMap((file): readonly KeptFile[] => {
    const known = fetched.get(file.path);
    if (known === undefined) return [];
    const { at, stamp } = places.get(file.path) ?? placedAt(file, journal);
    return [{ ...known, at, stamp, deletedRows: file.deletedRows }];
  });
  return { kept, mismatches };
}

function placedAt(
  file: RemoteFile,
  journal: FetchJournal,
): {
  readonly file: RemoteFile;
  readonly path: string;
  readonly at: string;
  readonly stamp: FileStamp;
} {
  const at = file.at ?? journal.partOf(file.path);
  return { file, path: file.path, at, stamp: stampOf(at) };
}

async function gatherAll(
  files: readonly RemoteFile[],
  { journal, most, signal }: FetchContext,
): Promise<void> {
  const queue = files.values();
  const failed = new AbortController();
  const signals = [failed.signal, ...(signal === undefined ? [] : [signal])];
  const worker = async (): Promise<void> => {
    try {
      for (const file of queue)
        await gatherFile(file, journal.partOf(file.path), {
          most,
          signal: AbortSignal.any(signals),
        });
    } catch (error) {
      // The first failure is the one to tell of; what the others then say is only that they stopped.
      if (failed.signal.aborted) return;
      failed.abort();
      throw error;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: CONNECTIONS }, worker));
  const outcome = outcomes.find(({ status }) => status === 'rejected');
  if (outcome?.status === 'rejected') throw outcome.reason;
}

/** What an earlier attempt has brought, where its bytes are still at hand. */
async function doneBefore(
  files: readonly RemoteFile[],
  { vault, journal }: FetchContext,
): Promise<ReadonlyMap<string, FetchedFile>> {
  const done = new Map<string, FetchedFile>();
  for (const file of files) {
    const before = file.at === undefined ? journal.done.get(file.path) : undefined;
    if (before === undefined || (await vault.size(before.sha256)) !== before.size) continue;
    const part = await stat(journal.partOf(file.path)).catch(() => null);
    if (part?.size === before.size) done.set(file.path, before);
  }
  return done;
}

function tooMuch(most: number): CredenceError {
  return new CredenceError('LIMIT_EXCEEDED', `The version has more than ${most} bytes.`, {
    hint: 'If it really is that large, allow it with --max-bytes.',
  });
}
