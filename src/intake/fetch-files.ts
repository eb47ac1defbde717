import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { ObjectStore } from '../vault/object-store.ts';
import type { PinnedSource, RemoteFile } from './connectors/connector.ts';
import { fileBytes } from './connectors/files/file-bytes.ts';
import { type PublishedMatch, publishedHash } from './connectors/published-digest.ts';
import type { FetchedFile, FetchJournal } from './fetch-journal.ts';

export interface FetchContext {
  readonly vault: ObjectStore;
  readonly journal: FetchJournal;
  readonly signal?: AbortSignal | undefined;
  readonly progress?:
    | ((fetched: { readonly files: number; readonly bytes: number }) => void)
    | undefined;
}

/** A file in the vault, and where its bytes can still be read as a file. */
export interface KeptFile extends FetchedFile {
  readonly at: string;
  readonly deletedRows: Uint32Array | undefined;
}

/** Acknowledged together: few flushes, and little to do again after an interruption. */
const BATCH_FILES = 2000;
const BATCH_BYTES = 1024 * 1024 * 1024;

/**
 * Brings every file of a pinned source into the vault. Files of this machine are read in place, others
 * are gathered in scratch first; none is held in memory.
 *
 * @throws CredenceError `INTEGRITY_FAILED` for a file that is not what its publisher says; what the
 * connector and the vault throw
 */
export async function fetchFiles(
  source: PinnedSource,
  context: FetchContext,
): Promise<readonly KeptFile[]> {
  const kept: KeptFile[] = [];
  let batch: RemoteFile[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    kept.push(...(await keepBatch(batch, context)));
    batch = [];
    bytes = 0;
    context.progress?.({
      files: kept.length,
      bytes: kept.reduce((sum, { size }) => sum + size, 0),
    });
  };
  for await (const file of source.files()) {
    context.signal?.throwIfAborted();
    batch.push(file);
    bytes += file.size ?? 0;
    if (batch.length === BATCH_FILES || bytes >= BATCH_BYTES) await flush();
  }
  await flush();
  return kept;
}

async function keepBatch(
  files: readonly RemoteFile[],
  { vault, journal, signal }: FetchContext,
): Promise<readonly KeptFile[]> {
  const known = await knownFiles(files, { vault, journal });
  const fresh = files.filter(({ path }) => !known.has(path));
  for (const file of fresh) if (file.at === undefined) await gather(file, journal);
  const sources = fresh.map((file) => ({ path: placeOf(file, journal), ...expectation(file) }));
  const stored = await vault.putAll(sources, signal === undefined ? {} : { signal });
  const fetched: FetchedFile[] = [];
  for (const [index, file] of fresh.entries()) {
    const { digest, size } = stored[index] as { digest: FetchedFile['sha256']; size: number };
    const published = await matchOf(file, { at: placeOf(file, journal), size });
    fetched.push({ path: file.path, sha256: digest, size, published });
  }
  await journal.add(fetched);
  const byPath = new Map([...known, ...fetched.map((file) => [file.path, file] as const)]);
  return files.map((file) => ({
    ...(byPath.get(file.path) as FetchedFile),
    at: placeOf(file, journal),
    deletedRows: file.deletedRows,
  }));
}

/** What an earlier attempt has brought, where its bytes are still at hand. */
async function knownFiles(
  files: readonly RemoteFile[],
  { vault, journal }: Pick<FetchContext, 'vault' | 'journal'>,
): Promise<ReadonlyMap<string, FetchedFile>> {
  const known = new Map<string, FetchedFile>();
  for (const file of files) {
    const done = file.at === undefined ? journal.done.get(file.path) : undefined;
    if (done !== undefined && (await vault.size(done.sha256)) === done.size)
      known.set(file.path, done);
  }
  return known;
}

/** Appends to what was gathered before, from where that ends. */
async function gather(file: RemoteFile, journal: FetchJournal): Promise<void> {
  const part = journal.partOf(file.path);
  const offset = await sizeOf(part);
  if (file.size !== null && offset === file.size) return;
  const start = file.size !== null && offset > file.size ? 0 : offset;
  await pipeline(file.open(start), createWriteStream(part, { flags: start === 0 ? 'w' : 'a' }));
  const size = await sizeOf(part);
  if (file.size !== null && size !== file.size)
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `${visibleText(file.path)} has ${size} bytes, and its publisher says ${file.size}.`,
      { hint: 'Run the same command again; if it stays so, ask the publisher.' },
    );
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

function placeOf(file: RemoteFile, journal: FetchJournal): string {
  return file.at ?? journal.partOf(file.path);
}

/** A published SHA-256 is held against the bytes while they are stored. */
function expectation({ published }: RemoteFile): { expected?: FetchedFile['sha256'] } {
  if (published?.algorithm !== 'sha256') return {};
  return { expected: `sha256:${published.value}` as FetchedFile['sha256'] };
}

async function matchOf(
  { path, published }: RemoteFile,
  { at, size }: { readonly at: string; readonly size: number },
): Promise<PublishedMatch> {
  if (published === null) return 'not-published';
  if (published.algorithm === 'sha256') return 'match';
  const hash = publishedHash(published, size);
  for await (const chunk of fileBytes(at, 0)) hash.update(chunk);
  const found = hash.digest('hex');
  if (found === published.value) return 'match';
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `${visibleText(path)} is not what its publisher says: ${published.algorithm} ${found} instead of ${published.value}.`,
    { hint: 'Do not use it. Find out which of the two was changed.' },
  );
}
