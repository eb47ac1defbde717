import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { CredenceError } from '../../core/error.ts';
import type { BadRow, FileSummary } from '../../findings/scan-report.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { RequestedRoles, RoleAssignment } from '../../records/roles.ts';
import type { RecordSchema } from '../../records/schema.ts';
import { BadRowLog } from './bad-row-log.ts';
import { type ColumnProfile, isProse, profileColumns } from './column-profile.ts';
import { assertNumbered, type DeletedRows } from './deleted-rows.ts';
import { findFiles } from './find-files.ts';
import type { ColumnPlan, FileColumn, FormatReader } from './format-reader.ts';
import { inferRoles } from './infer-roles.ts';
import { DEFAULT_LIMITS, type ReadingLimits } from './limits.ts';
import { mergeColumns } from './merge-columns.ts';
import { openFile } from './open-file.ts';
import type { ReadContext } from './read-context.ts';
import { type ReadingLog, readFiles } from './read-files.ts';
import { keepSampled, type PositionSample, samplePositions } from './sample-positions.ts';
import type { SourceFile } from './source-file.ts';
import type { SourceFormat } from './source-format.ts';
import { type SpooledFile, spoolInput } from './spool-input.ts';

/** What to read, and how. */
export interface SourceRequest {
  /** Files, folders of shards, globs, or `-` for standard input. */
  readonly paths: readonly string[];
  /** Read where a path is `-`. */
  readonly stdin?: Readable;
  /** Roles that the user named; the rest is inferred. */
  readonly roles: RequestedRoles;
  /** Inferred from content and name where absent. */
  readonly format?: SourceFormat;
  /** Whether delimited text begins with a line of column names; inferred where absent. */
  readonly header?: boolean;
  /** How many bad rows the caller tolerates: so many are described, within reason. All are counted. */
  readonly maximumBadRows: number;
  /** An existing folder for temporary files, and the bytes that may be written there. */
  readonly scratch: string;
  readonly scratchQuota: number;
  /** Read at most so many records, drawn by a hash of their position. */
  readonly sample?: number;
  readonly signal?: AbortSignal;
  /** Rows that are left out; only of Parquet, and of files that are named one by one. */
  readonly deletedRows?: DeletedRows | undefined;
  readonly limits?: Partial<ReadingLimits>;
}

/** Records of one or more files, ready to be read once. */
export interface DataSource {
  /** For people. */
  readonly name: string;
  readonly schema: RecordSchema;
  /** One per column, in the order of the schema. */
  readonly roles: readonly RoleAssignment[];
  /** What was inferred, as sentences. */
  readonly notes: readonly string[];
  /** Size of all files together, as they lie on disk. */
  readonly bytes: number;
  /** Moves while batches are read. */
  readonly progress: { readonly bytesRead: number };
  /** All records in order, at most 8,192 of them and about 4 MB a batch. Can be called once. */
  batches(): AsyncIterable<RecordBatch>;
  /** What reading left behind; complete after the last batch. */
  outcome(): SourceOutcome;
  /** Removes what was spooled. */
  close(): Promise<void>;
}

export interface SourceOutcome {
  /** Records in the files, bad rows not counted; of a sample, those it was drawn from. */
  readonly records: number;
  readonly files: readonly FileSummary[];
  /** Position of the first record of each file that was begun, in their order; of a sample, as it is whole. */
  readonly starts: readonly number[];
  /** The first of the bad rows. */
  readonly badRows: readonly BadRow[];
  readonly badRowCount: number;
  /** Set where only a part was read, and how it was chosen. */
  readonly sampled: string | null;
}

/**
 * Opens a data source: finds the files, recognises their format, looks the columns up and gives each a role.
 *
 * @throws CredenceError FILE_NOT_FOUND, FILE_UNREADABLE, DATA_EMPTY, DATA_UNSUPPORTED, DATA_ENCODING,
 *   DATA_MALFORMED, DATA_TRUNCATED, DATA_AMBIGUOUS, DATA_MIXED_SCHEMA, ROLE_UNKNOWN, LIMIT_EXCEEDED, USAGE,
 *   CANCELLED; `batches()` throws the same while it reads.
 */
export async function openSource(request: SourceRequest): Promise<DataSource> {
  const spooled: SpooledFile[] = [];
  try {
    return await openSpooling(request, spooled);
  } catch (error) {
    await Promise.all(spooled.map((file) => file.remove()));
    throw error;
  }
}

async function openSpooling(request: SourceRequest, spooled: SpooledFile[]): Promise<DataSource> {
  const context: ReadContext = {
    limits: { ...DEFAULT_LIMITS, ...request.limits },
    scratch: request.scratch,
    signal: request.signal,
  };
  const found = await gatherFiles(request, spooled);
  const named = Object.values(request.roles).flat();
  const readers: FormatReader[] = [];
  for (const file of found.files) {
    readers.push(
      await openFile(file, { format: request.format, header: request.header, named }, context),
    );
  }
  const deleted = request.deletedRows ?? new Map();
  assertNumbered(readers, deleted);
  const columns = mergeColumns(readers);
  const profiles = await profileHead(readers, columns, { context, deleted });
  return new FileSource(request, {
    readers,
    profiles,
    roles: inferRoles(profiles, request.roles),
    notes: [...found.notes, ...formatNotes(readers), ...trimNote(profiles, readers)],
    context,
    deleted,
    spooled,
  });
}

interface OpenedFiles {
  readonly readers: readonly FormatReader[];
  readonly profiles: readonly ColumnProfile[];
  readonly roles: readonly RoleAssignment[];
  readonly notes: readonly string[];
  readonly context: ReadContext;
  readonly deleted: DeletedRows;
  readonly spooled: readonly SpooledFile[];
}

class FileSource implements DataSource {
  readonly name: string;
  readonly schema: RecordSchema;
  readonly roles: readonly RoleAssignment[];
  readonly notes: readonly string[];
  readonly bytes: number;
  readonly progress = { bytesRead: 0 };
  readonly #opened: OpenedFiles;
  readonly #sampleSize: number | undefined;
  readonly #log: ReadingLog;
  #sampled: string | null = null;
  #started = false;

  constructor(request: SourceRequest, opened: OpenedFiles) {
    const files = opened.readers.map((reader) => reader.file);
    this.name = nameOf(request.paths, files);
    this.schema = {
      columns: opened.profiles.map(({ name, type, list }) => ({ name, type, list })),
    };
    this.roles = opened.roles;
    this.notes = opened.notes;
    this.bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    this.#opened = opened;
    this.#sampleSize = request.sample;
    this.#log = {
      progress: this.progress,
      badRows: new BadRowLog(request.maximumBadRows),
      files: [],
      starts: [],
      records: 0,
    };
  }

  async *batches(): AsyncGenerator<RecordBatch> {
    if (this.#started)
      throw new CredenceError('INTERNAL', 'The batches of a source can be read once.');
    this.#started = true;
    const sample = await this.#drawSample();
    for await (const batch of this.#readAll(this.#log)) {
      const kept = sample === undefined ? batch : keepSampled(batch, sample);
      if (kept !== undefined) yield kept;
    }
    if (this.#log.records === 0) throw noRecords(this.name, this.#log.badRows.described[0]);
  }

  outcome(): SourceOutcome {
    const { records, files, starts, badRows } = this.#log;
    return {
      records,
      files,
      starts,
      badRows: badRows.described,
      badRowCount: badRows.count,
      sampled: this.#sampled,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.spooled.map((file) => file.remove()));
  }

  /** Counts the records in a pass of its own, for a sample is drawn from positions. */
  async #drawSample(): Promise<PositionSample | undefined> {
    const size = this.#sampleSize;
    if (size === undefined) return undefined;
    const counting: ReadingLog = {
      progress: { bytesRead: 0 },
      badRows: new BadRowLog(0),
      files: [],
      starts: [],
      records: 0,
    };
    for await (const _ of this.#readAll(counting));
    if (size >= counting.records) return undefined;
    this.#sampled = `${size} of ${counting.records} records, drawn by a fixed hash of their position`;
    return samplePositions(counting.records, size);
  }

  #readAll(log: ReadingLog): AsyncGenerator<RecordBatch> {
    const { readers, profiles, context, deleted } = this.#opened;
    return readFiles(readers, profiles.map(planOf), { log, signal: context.signal, deleted });
  }
}

async function gatherFiles(
  request: SourceRequest,
  spooled: SpooledFile[],
): Promise<{ readonly files: readonly SourceFile[]; readonly notes: readonly string[] }> {
  const { paths, stdin, scratch, scratchQuota, signal } = request;
  if (paths.length === 0) throw new CredenceError('USAGE', 'No data was named.');
  if (!paths.includes('-')) return findFiles(paths);
  if (paths.length > 1 || stdin === undefined) {
    throw new CredenceError(
      'USAGE',
      'Standard input (-) is read alone, and only where there is one.',
    );
  }
  const file = await spoolInput(stdin, { scratch, quota: scratchQuota, signal });
  spooled.push(file);
  return { files: [file], notes: [] };
}

/** Reads the first records of the first files that have any. */
async function profileHead(
  readers: readonly FormatReader[],
  columns: readonly FileColumn[],
  { context, deleted }: { readonly context: ReadContext; readonly deleted: DeletedRows },
): Promise<ColumnProfile[]> {
  const plan = columns.map(({ name, list }) => ({ name, list, trim: false }));
  const limit = context.limits.headRecords;
  const log: ReadingLog = {
    progress: { bytesRead: 0 },
    badRows: new BadRowLog(0),
    files: [],
    starts: [],
    records: 0,
  };
  const head: RecordBatch[] = [];
  for await (const batch of readFiles(readers, plan, { log, signal: context.signal, deleted })) {
    head.push(batch);
    if (log.records >= limit) break;
  }
  if (log.records === 0) throw noRecords(readers[0]?.file.name ?? '', log.badRows.described[0]);
  return profileColumns(columns, head, limit);
}

function planOf(profile: ColumnProfile): ColumnPlan {
  return { name: profile.name, list: profile.list, trim: !isProse(profile) };
}

function formatNotes(readers: readonly FormatReader[]): string[] {
  const notes = new Map<string, string>();
  for (const reader of readers) {
    const note = [`${reader.description}.`, ...reader.notes].join(' ');
    if (!notes.has(note))
      notes.set(note, readers.length === 1 ? note : `${reader.file.name}: ${note}`);
  }
  return [...notes.values()];
}

function trimNote(profiles: readonly ColumnProfile[], readers: readonly FormatReader[]): string[] {
  const delimited = readers.some((reader) => reader.format === 'csv' || reader.format === 'tsv');
  const text = profiles.filter(isProse).map((profile) => `\`${profile.name}\``);
  if (!delimited) return [];
  const except = text.length > 0 ? `, except in free text (${text.join(', ')})` : '';
  return [`Spaces around values that are not in quotation marks are dropped${except}.`];
}

function nameOf(paths: readonly string[], files: readonly SourceFile[]): string {
  const [path] = paths;
  if (paths.length === 1 && path !== undefined)
    return path === '-' ? 'standard input' : basename(path) || path;
  return `${basename(files[0]?.name ?? '')} and ${files.length - 1} more`;
}

function noRecords(name: string, bad: BadRow | undefined): CredenceError {
  if (bad === undefined)
    return new CredenceError('DATA_EMPTY', `${name} holds no records.`, { at: { file: name } });
  return new CredenceError(
    'DATA_MALFORMED',
    `Not one record of ${name} can be read: line ${bad.line} ${bad.reason}.`,
    {
      at: { file: bad.file, line: bad.line },
    },
  );
}
