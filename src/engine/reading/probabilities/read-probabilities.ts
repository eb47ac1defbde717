import type { Digest } from '../../../core/digest.ts';
import { CredenceError } from '../../../core/error.ts';
import { isNpy } from '../../../records/probabilities/npy-header.ts';
import { npyProbabilities } from '../../../records/probabilities/npy-probabilities.ts';
import type { ProbabilityTable } from '../../../records/probabilities/probability-table.ts';
import { SILENT_OBSERVER } from '../detect-format.ts';
import { digestFile } from '../digest-file.ts';
import { readFileBytes } from '../file-bytes.ts';
import { findFiles } from '../find-files.ts';
import type { ReadObserver } from '../format-reader.ts';
import { DEFAULT_LIMITS, type ReadingLimits } from '../limits.ts';
import { openFile } from '../open-file.ts';
import type { ReadContext } from '../read-context.ts';
import type { SourceFile } from '../source-file.ts';
import { readParquetTable } from './parquet-table.ts';
import { readTextTable } from './text-table.ts';

export interface ProbabilitiesRequest {
  readonly path: string;
  /** The column that says what a row is of; looked for by name where absent. */
  readonly idColumn?: string;
  /** Whether delimited text begins with a line of names; inferred where absent. */
  readonly header?: boolean;
  /** An existing folder for temporary files. */
  readonly scratch: string;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ReadingLimits>;
}

export interface ProbabilitiesFile {
  /** Neither checked nor put beside labels yet: see `alignProbabilities`. */
  readonly table: ProbabilityTable;
  /** SHA-256 of the file. */
  readonly digest: Digest;
}

/** What is held in memory at most. */
const LARGEST_BYTES = 8_000_000_000;

/**
 * Reads predicted probabilities of the user's own model: a NumPy array (npy), Parquet, CSV, or any other
 * format of records, recognised by content. A row is a record, a column a class.
 *
 * @throws CredenceError FILE_NOT_FOUND, FILE_UNREADABLE, LIMIT_EXCEEDED, ROLE_UNKNOWN, CANCELLED, and DATA_… for a
 *   file that holds something else.
 */
export async function readProbabilities(request: ProbabilitiesRequest): Promise<ProbabilitiesFile> {
  const { scratch, signal } = request;
  const context = { limits: { ...DEFAULT_LIMITS, ...request.limits }, scratch, signal };
  const file = await onlyFile(request.path);
  if (await beginsAsNpy(file, signal)) return readNpyFile(file, signal);
  const reader = await openFile(file, { header: request.header, named: [] }, context);
  if (reader.format === 'parquet') return readParquetFile(file, request.idColumn, context);
  let digest: Digest | undefined;
  const observer: ReadObserver = {
    ...SILENT_OBSERVER,
    digest(found) {
      digest = found;
    },
  };
  const table = await readTextTable(reader, request.idColumn, observer);
  return { table, digest: digest ?? (await digestFile(file, context)) };
}

async function onlyFile(path: string): Promise<SourceFile> {
  const { files } = await findFiles([path]);
  const [file, other] = files;
  if (file === undefined || other !== undefined) {
    throw new CredenceError('USAGE', `${path} is not one file.`, {
      at: { file: path },
      hint: 'Give one file of probabilities, with a row for each record of the data.',
    });
  }
  if (file.bytes <= LARGEST_BYTES) return file;
  throw new CredenceError(
    'LIMIT_EXCEEDED',
    `${file.name} has ${file.bytes} bytes; at most ${LARGEST_BYTES} are read.`,
    {
      at: { file: file.name },
      hint: 'Single or half precision takes less: numpy.save(file, probabilities.astype(numpy.float32)).',
    },
  );
}

async function beginsAsNpy(file: SourceFile, signal: AbortSignal | undefined): Promise<boolean> {
  for await (const chunk of readFileBytes(file, SILENT_OBSERVER, signal)) return isNpy(chunk);
  return false;
}

async function readNpyFile(
  file: SourceFile,
  signal: AbortSignal | undefined,
): Promise<ProbabilitiesFile> {
  const bytes = new Uint8Array(file.bytes);
  let digest: Digest | undefined;
  let at = 0;
  const observer: ReadObserver = {
    ...SILENT_OBSERVER,
    digest(found) {
      digest = found;
    },
  };
  for await (const chunk of readFileBytes(file, observer, signal)) {
    if (at + chunk.length > bytes.length) break;
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (digest === undefined) {
    throw new CredenceError('FILE_UNREADABLE', `${file.name} grew while it was being read.`, {
      at: { file: file.name },
    });
  }
  return { table: npyProbabilities(bytes, file.name), digest };
}

async function readParquetFile(
  file: SourceFile,
  idColumn: string | undefined,
  context: ReadContext,
): Promise<ProbabilitiesFile> {
  const table = await readParquetTable(file, idColumn, context);
  return { table, digest: await digestFile(file, context) };
}
