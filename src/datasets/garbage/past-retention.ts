import { after, isOver } from '../../policy/duration.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** States in which nobody may train on a version any more. */
const OUT_OF_USE = new Set<VersionRow['state']>(['rejected', 'superseded', 'withdrawn']);

/**
 * Versions whose content need not be kept any more: out of use for longer than the policy's
 * `retention.keep` and the dataset's own date, without a tag, and read by no run. So what a model was
 * trained on stays as long as its run is known, in service or not.
 */
export async function versionsPastRetention({
  read,
  policy,
  clock,
}: Workspace): Promise<readonly VersionRow[]> {
  const now = clock.now();
  const { keep } = policy.settings.retention;
  const tagged = new Set((await read.tags.list()).map(({ version }) => version));
  const past: VersionRow[] = [];
  for (const version of await read.versions.list()) {
    if (!OUT_OF_USE.has(version.state) || tagged.has(version.id)) continue;
    if (!isOver(after(version.stateChanged, keep), now)) continue;
    const retainUntil = (await read.datasets.find(version.dataset))?.retainUntil ?? null;
    if (retainUntil !== null && !isOver(retainUntil, now)) continue;
    if ((await read.runs.reading(version.id)).length === 0) past.push(version);
  }
  return past;
}
