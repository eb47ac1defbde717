import type { RunId } from '../core/identifiers.ts';
import type { ApprovalRow } from '../registry/rows/approvals.ts';
import type { RetrievalRow } from '../registry/rows/retrievals.ts';
import type { RunRow } from '../registry/rows/runs.ts';
import type { SourceRow } from '../registry/rows/sources.ts';
import type { VerdictRow } from '../registry/rows/verdicts.ts';
import type { VersionRow } from '../registry/rows/versions.ts';
import type { DatasetManifest } from '../vault/dataset-manifest.ts';
import { resolveVersion } from '../workspace/versions/resolve-version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { peopleOf } from './people.ts';

/** All that is known of a version. */
export interface ShownVersion {
  readonly version: VersionRow;
  readonly manifest: DatasetManifest;
  readonly author: string;
  /** Who answers for the dataset. */
  readonly owner: string | null;
  readonly tags: readonly string[];
  readonly sources: readonly SourceRow[];
  readonly retrievals: readonly RetrievalRow[];
  /** Newest first. */
  readonly verdicts: readonly VerdictRow[];
  /** Oldest first, with the name of who acted. */
  readonly approvals: readonly (ApprovalRow & { readonly name: string })[];
  /** Runs that read it. */
  readonly runs: readonly RunRow[];
}

/**
 * Gathers what is known of a version.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`, `DATA_AMBIGUOUS`, `INTEGRITY_FAILED`
 */
export async function showVersion(workspace: Workspace, reference: string): Promise<ShownVersion> {
  const { read, vault } = workspace;
  const { row, manifest } = await resolveVersion({ tables: read, vault }, reference);
  const people = await peopleOf(read);
  const dataset = await read.datasets.find(row.dataset);
  const owner = dataset?.owner ?? null;
  const tags = await read.tags.ofDataset(row.dataset);
  const sources = await Promise.all(manifest.sources.map(({ name }) => read.sources.find(name)));
  const retrievals = await Promise.all(
    manifest.sources.map(({ retrieval }) =>
      retrieval === null ? undefined : read.retrievals.find(retrieval),
    ),
  );
  const approvals = await read.approvals.ofSubject(row.id);
  return {
    version: row,
    manifest,
    author: people(row.author),
    owner: owner === null ? null : people(owner),
    tags: tags.filter(({ version }) => version === row.id).map(({ name }) => name),
    sources: sources.filter((source) => source !== undefined),
    retrievals: retrievals.filter((retrieval) => retrieval !== undefined),
    verdicts: await read.verdicts.ofSubject(row.id),
    approvals: approvals.map((act) => ({ ...act, name: people(act.signer) })),
    runs: await runsReading(workspace, row),
  };
}

async function runsReading({ read }: Workspace, { id }: VersionRow): Promise<readonly RunRow[]> {
  const ids = new Set<RunId>((await read.runs.reading(id)).map(({ run }) => run));
  const runs = await Promise.all([...ids].map((run) => read.runs.find(run)));
  return runs.filter((run) => run !== undefined);
}
