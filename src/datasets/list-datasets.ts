import type { DatasetRow } from '../registry/rows/datasets.ts';
import type { TagRow } from '../registry/rows/tags.ts';
import type { VersionRow } from '../registry/rows/versions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { peopleOf } from './people.ts';

/** A dataset at a glance. */
export interface ListedDataset extends DatasetRow {
  /** Name of who answers for it. */
  readonly ownerName: string | null;
  readonly versions: number;
  readonly newest: VersionRow | null;
  /** The newest version that may be trained on. */
  readonly admitted: VersionRow | null;
  readonly tags: readonly TagRow[];
}

/** All datasets, by name. */
export async function listDatasets({ read }: Workspace): Promise<readonly ListedDataset[]> {
  const people = await peopleOf(read);
  const listed: ListedDataset[] = [];
  for (const dataset of await read.datasets.list()) {
    const versions = await read.versions.ofDataset(dataset.name);
    listed.push({
      ...dataset,
      ownerName: dataset.owner === null ? null : people(dataset.owner),
      versions: versions.length,
      newest: versions[0] ?? null,
      admitted: versions.find(({ state }) => state === 'admitted') ?? null,
      tags: await read.tags.ofDataset(dataset.name),
    });
  }
  return listed;
}
