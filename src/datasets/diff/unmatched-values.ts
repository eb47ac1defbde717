import type { DataSource } from '../../engine/reading/open-source.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { RequestedRoles, Role } from '../../records/roles.ts';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';
import { borrowFiles } from '../../workspace/versions/borrow-files.ts';
import { assertRead, openRecords } from '../../workspace/versions/record-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { BitSet } from './bit-set.ts';
import { type RowValues, rowValues, shownValue, valueAt } from './row-values.ts';

/** Columns of a version that mean something to a comparison, by index; -1 where there is none. */
export interface ComparedColumns {
  readonly id: number;
  readonly label: number;
  readonly source: number;
  readonly contributor: number;
}

/** One row that has no equal in the other version. */
export interface UnmatchedRow {
  /** Its place among the rows that have none, from 0. */
  readonly index: number;
  /** From 0, in the version. */
  readonly row: number;
  readonly id: Buffer | null;
  readonly label: string | null;
  readonly source: string | null;
  readonly contributor: string | null;
  /** Only of the first rows. */
  readonly values: RowValues | null;
}

const WITH_VALUES = 400;

/**
 * Reads a version for the rows that have no equal, in order. Its files are verified while they are read:
 * what was taken from them holds only when this ends without an error.
 *
 * @throws CredenceError `INTEGRITY_FAILED` for altered files; what reading throws
 */
export async function readUnmatched(
  workspace: Workspace,
  { manifest, rows, roles }: { manifest: DatasetManifest; rows: BitSet; roles: RequestedRoles },
  take: (row: UnmatchedRow, names: ColumnNames) => void,
): Promise<void> {
  await using borrowed = await borrowFiles(workspace, manifest);
  await using opened = await openRecords(borrowed.files, {
    scratch: workspace.paths.scratch,
    roles: presentRoles(roles, manifest),
  });
  const { source } = opened;
  const columns = columnsOf(source);
  const names = { id: source.schema.columns[columns.id]?.name ?? null };
  let index = 0;
  for await (const batch of source.batches()) {
    for (let record = 0; record < batch.length; record++) {
      const row = batch.firstPosition + record;
      if (!rows.has(row)) continue;
      take(readRow(source, batch, { record, row, index, columns }), names);
      index += 1;
    }
  }
  assertRead(source, borrowed.files);
}

/** Roles are named for the newer version; an older one may lack columns. */
function presentRoles(roles: RequestedRoles, { schema }: DatasetManifest): RequestedRoles {
  const names = new Set(schema.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(roles).flatMap(([role, columns]) => {
      const present = columns.filter((name) => names.has(name));
      return present.length === 0 ? [] : [[role, present] as const];
    }),
  );
}

export interface ColumnNames {
  readonly id: string | null;
}

function columnsOf({ roles }: DataSource): ComparedColumns {
  const column = (role: Role): number => roles.find((one) => one.role === role)?.column ?? -1;
  return {
    id: column('id'),
    label: column('label'),
    source: column('source'),
    contributor: column('contributor'),
  };
}

function readRow(
  { schema }: DataSource,
  batch: RecordBatch,
  {
    record,
    row,
    index,
    columns,
  }: {
    readonly record: number;
    readonly row: number;
    readonly index: number;
    readonly columns: ComparedColumns;
  },
): UnmatchedRow {
  const bytes = (column: number): Buffer | null => {
    const found = batch.columns[column];
    return found === undefined ? null : valueAt(found, record);
  };
  const text = (column: number): string | null => {
    const value = bytes(column);
    return value === null ? null : shownValue(value);
  };
  return {
    index,
    row,
    id: bytes(columns.id),
    label: text(columns.label),
    source: text(columns.source),
    contributor: text(columns.contributor),
    values: index < WITH_VALUES ? rowValues(schema, batch, record) : null,
  };
}
