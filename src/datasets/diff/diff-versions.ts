import type { VersionRow } from '../../registry/rows/versions.ts';
import { resolveVersion } from '../../workspace/versions/resolve-version.ts';
import { versionRoles } from '../../workspace/versions/version-roles.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type ColumnDiff, diffColumns } from './column-diff.ts';
import { diffFiles, type FileDiff } from './file-diff.ts';
import { diffRows, type RowDiff, type RowDiffOptions } from './row-diff.ts';

/** How two versions differ. */
export interface VersionDiff {
  readonly before: VersionRow;
  readonly after: VersionRow;
  readonly files: FileDiff;
  readonly columns: ColumnDiff;
  /** Null where one of them does not consist of records. */
  readonly rows: RowDiff | null;
}

export interface DiffRequest extends Partial<RowDiffOptions> {
  /** `dataset@version`. */
  readonly before: string;
  readonly after: string;
}

const EXAMPLES = 5;

/**
 * Compares two versions, of the same dataset or not: by files, columns and records.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`, `DATA_AMBIGUOUS`; `INTEGRITY_FAILED` where something
 * is not what a manifest says
 */
export async function diffVersions(
  workspace: Workspace,
  request: DiffRequest,
): Promise<VersionDiff> {
  const place = { tables: workspace.read, vault: workspace.vault };
  const before = await resolveVersion(place, request.before);
  const after = await resolveVersion(place, request.after);
  const [old, now] = [before.manifest.records, after.manifest.records];
  const options = {
    roles: request.roles ?? versionRoles(after, workspace.policy),
    countsOnly: request.countsOnly ?? false,
    examples: request.examples ?? EXAMPLES,
  };
  return {
    before: before.row,
    after: after.row,
    files: diffFiles(before.manifest, after.manifest),
    columns: diffColumns(before.manifest.schema, after.manifest.schema),
    rows:
      old === null || now === null
        ? null
        : await diffRows(
            workspace,
            [
              { ...before, records: old },
              { ...after, records: now },
            ],
            options,
          ),
  };
}
