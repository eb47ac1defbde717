import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../../core/digest.ts';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { readParquetJson } from '../../../engine/reading/parquet-json.ts';
import { rfc3339 } from '../rfc3339.ts';
import { type DeltaAction, type DeltaFile, parseAction } from './delta-actions.ts';

/** A table at one version. */
export interface DeltaSnapshot {
  readonly tableId: string;
  /** Digest of the commit's JSON, which alone says what the version did. */
  readonly commit: string;
  readonly author: string | null;
  readonly time: string | null;
  readonly files: readonly DeltaFile[];
}

/** What a reader must understand to know which rows are there. Others change only how columns are named. */
const UNDERSTOOD = new Set([
  'columnMapping',
  'deletionVectors',
  'timestampNtz',
  'typeWidening',
  'typeWidening-preview',
  'variantType',
  'variantType-preview',
  'v2Checkpoint',
  'vacuumProtocolCheck',
]);
const CHECKPOINT_COLUMNS = ['add', 'remove', 'metaData', 'protocol', 'sidecar'] as const;

/**
 * Replays a table's log up to a version (Delta Transaction Log Protocol, "Action Reconciliation"):
 * from the last checkpoint before it, then commit by commit.
 *
 * @throws CredenceError `NOT_FOUND` where the version or a commit before it is missing; `DATA_MALFORMED`;
 * `DATA_UNSUPPORTED` for reader features that this program does not know.
 */
export async function replayLog(
  table: string,
  version: number,
  scratch: string,
): Promise<DeltaSnapshot> {
  const log = join(table, '_delta_log');
  const names = await readdir(log);
  const state = new TableState(log);
  const checkpoint = lastCheckpoint(names, version);
  if (checkpoint !== null)
    for (const name of checkpoint.parts) await applyCheckpoint(state, { log, name, scratch });
  for (let next = (checkpoint?.version ?? -1) + 1; next <= version; next += 1)
    state.applyAll(await readCommit(log, next));
  const commit = await readFile(join(log, commitName(version)), 'utf8').catch(() => null);
  if (commit === null) throw missing(log, version);
  const info = parseLines(commit, join(log, commitName(version))).find(
    ({ commitInfo }) => commitInfo,
  )?.commitInfo;
  return state.snapshot({
    commit: digestOf(commit),
    author: info?.userName ?? null,
    time: rfc3339(info?.timestamp),
  });
}

/** The newest version that the log holds. */
export async function newestVersion(table: string): Promise<number> {
  const names = await readdir(join(table, '_delta_log')).catch((cause: unknown) => {
    throw new CredenceError(
      'FILE_NOT_FOUND',
      `${visibleText(table)} is no Delta table: it has no _delta_log.`,
      {
        hint: 'Write delta:FOLDER@VERSION.',
        at: { file: table },
        cause,
      },
    );
  });
  return names
    .filter((name) => /^\d{20}\.json$/.test(name))
    .reduce((newest, name) => Math.max(newest, Number(name.slice(0, 20))), -1);
}

class TableState {
  readonly #log: string;
  readonly #files = new Map<string, DeltaFile>();
  #tableId: string | null = null;

  constructor(log: string) {
    this.#log = log;
  }

  applyAll(actions: Iterable<DeltaAction>): void {
    for (const action of actions) this.apply(action);
  }

  apply({ add, remove, metaData, protocol }: DeltaAction): void {
    if (remove) this.#files.delete(keyOf(remove));
    if (add) this.#files.set(keyOf(add), add);
    if (metaData) this.#tableId = metaData.id;
    const unknown = (protocol?.readerFeatures ?? []).find((feature) => !UNDERSTOOD.has(feature));
    if (unknown !== undefined)
      throw new CredenceError(
        'DATA_UNSUPPORTED',
        `The table needs the reader feature ‘${visibleText(unknown)}’.`,
        {
          hint: 'Export the version to plain Parquet, and take that in.',
          at: { file: this.#log },
        },
      );
  }

  snapshot(about: Pick<DeltaSnapshot, 'commit' | 'author' | 'time'>): DeltaSnapshot {
    if (this.#tableId === null)
      throw new CredenceError('DATA_MALFORMED', 'The log never says what table it is.', {
        hint: 'Check that no commit was removed from the log.',
        at: { file: this.#log },
      });
    return { tableId: this.#tableId, ...about, files: [...this.#files.values()] };
  }
}

/** A file and what hides rows of it are one: the same file with other rows hidden is another. */
function keyOf({ path, deletionVector: vector }: DeltaFile): string {
  return vector
    ? `${path}\0${vector.storageType}${vector.pathOrInlineDv}@${vector.offset ?? ''}`
    : path;
}

function lastCheckpoint(
  names: readonly string[],
  version: number,
): { readonly version: number; readonly parts: readonly string[] } | null {
  const found = names.flatMap((name) => {
    const match =
      /^(\d{20})\.checkpoint(?:\.(\d{10})\.(\d{10})|\.[0-9a-f-]{36})?\.(?:parquet|json)$/.exec(
        name,
      );
    if (match === null || Number(match[1]) > version) return [];
    return [{ name, version: Number(match[1]), of: match[3] === undefined ? 1 : Number(match[3]) }];
  });
  const versions = [...new Set(found.map((one) => one.version))].sort((one, other) => other - one);
  for (const candidate of versions) {
    const parts = found.filter((one) => one.version === candidate);
    const first = parts[0];
    if (first?.of === 1) return { version: candidate, parts: [first.name] };
    if (first !== undefined && parts.length === first.of)
      return { version: candidate, parts: parts.map(({ name }) => name).sort() };
  }
  return null;
}

async function applyCheckpoint(
  state: TableState,
  { log, name, scratch }: { readonly log: string; readonly name: string; readonly scratch: string },
): Promise<void> {
  const file = join(log, name);
  if (name.endsWith('.json')) {
    const actions = parseLines(await readFile(file, 'utf8'), file);
    state.applyAll(actions);
    await applySidecars(state, actions, { log, scratch });
    return;
  }
  const sidecars: DeltaAction[] = [];
  for await (const row of readParquetJson(file, { columns: CHECKPOINT_COLUMNS, scratch })) {
    const action = parseAction(row, { file });
    if (action.sidecar) sidecars.push(action);
    else state.apply(action);
  }
  await applySidecars(state, sidecars, { log, scratch });
}

async function applySidecars(
  state: TableState,
  actions: readonly DeltaAction[],
  { log, scratch }: { readonly log: string; readonly scratch: string },
): Promise<void> {
  for (const { sidecar } of actions) {
    if (!sidecar) continue;
    if (!/^[\w-]+\.parquet$/.test(sidecar.path))
      throw new CredenceError(
        'NOT_ALLOWED',
        `A checkpoint refers to ‘${visibleText(sidecar.path)}’, outside its log.`,
        {
          hint: 'Find out who wrote the checkpoint.',
          at: { file: log },
        },
      );
    const file = join(log, '_sidecars', sidecar.path);
    for await (const row of readParquetJson(file, { columns: ['add', 'remove'], scratch }))
      state.apply(parseAction(row, { file }));
  }
}

async function readCommit(log: string, version: number): Promise<readonly DeltaAction[]> {
  const file = join(log, commitName(version));
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw missing(log, version);
  return parseLines(text, file);
}

function parseLines(text: string, file: string): readonly DeltaAction[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const at = { file, line: index + 1 };
    try {
      return [parseAction(JSON.parse(line) as unknown, at)];
    } catch (cause) {
      if (cause instanceof CredenceError) throw cause;
      throw new CredenceError(
        'DATA_MALFORMED',
        `${visibleText(file)} line ${at.line} is not JSON.`,
        {
          hint: 'Check whether somebody edited the log.',
          at,
          cause,
        },
      );
    }
  });
}

function commitName(version: number): string {
  return `${String(version).padStart(20, '0')}.json`;
}

function missing(log: string, version: number): CredenceError {
  return new CredenceError('NOT_FOUND', `The log holds no commit ${version}.`, {
    hint: 'Logs are cleaned after a time: choose a version that is still there, or restore the log.',
    at: { file: log },
  });
}
