import { CredenceError } from '../core/error.ts';
import type { DatasetName } from '../core/identifiers.ts';
import { visibleText } from '../core/visible-text.ts';
import type { VersionRow } from '../registry/rows/versions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { peopleOf } from './people.ts';

/** A version in the history of its dataset. */
export interface LoggedVersion extends VersionRow {
  readonly authorName: string;
  readonly tags: readonly string[];
  /** Parents of other datasets, as `dataset@version`. */
  readonly elsewhere: readonly string[];
}

/**
 * All versions of a dataset, newest first; a version comes before its parents.
 *
 * @throws CredenceError `NOT_FOUND`
 */
export async function versionLog(
  { read }: Workspace,
  name: string,
): Promise<readonly LoggedVersion[]> {
  const dataset = name as DatasetName;
  if ((await read.datasets.find(dataset)) === undefined)
    throw new CredenceError('NOT_FOUND', `There is no dataset ${visibleText(name)}.`, {
      hint: 'See which there are with credence dataset list.',
    });
  const people = await peopleOf(read);
  const tags = await read.tags.ofDataset(dataset);
  const logged: LoggedVersion[] = [];
  for (const version of await read.versions.ofDataset(dataset)) {
    const parents = await Promise.all(version.parents.map((id) => read.versions.find(id)));
    logged.push({
      ...version,
      authorName: people(version.author),
      tags: tags.filter((tag) => tag.version === version.id).map((tag) => tag.name),
      elsewhere: parents.flatMap((parent) =>
        parent === undefined || parent.dataset === dataset
          ? []
          : [`${parent.dataset}@${parent.id.slice(7, 19)}`],
      ),
    });
  }
  return logged;
}
