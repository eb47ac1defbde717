import { visibleText } from '../../core/visible-text.ts';
import { type ListedDataset, listDatasets } from '../../datasets/list-datasets.ts';
import { counted } from '../../report/number-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { timeText } from './version-text.ts';

/** `credence dataset list`: every dataset, its newest version, and which may be trained on. */
export async function runDatasetList(flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const datasets = await listDatasets(workspace);
    printResult(flags, {
      json: datasets,
      text:
        datasets.length === 0
          ? 'There is no dataset yet. Take one in with credence intake.'
          : datasets.map(datasetText).join('\n'),
    });
  });
}

function datasetText({ name, ownerName, versions, newest, admitted, tags }: ListedDataset): string {
  const owner = ownerName === null ? 'nobody answers for it' : `owner ${visibleText(ownerName)}`;
  const lines = [`${name}: ${counted(versions, 'version')}, ${owner}`];
  if (newest !== null)
    lines.push(
      `    newest    ${newest.id.slice(7, 19)}  ${newest.state}, ${timeText(newest.created)}, ${counted(newest.records, 'record')}`,
    );
  if (admitted !== null && admitted.id !== newest?.id)
    lines.push(`    admitted  ${admitted.id.slice(7, 19)}  ${timeText(admitted.created)}`);
  if (tags.length > 0)
    lines.push(
      `    tags      ${tags.map((tag) => `${tag.name} → ${tag.version.slice(7, 19)}`).join(', ')}`,
    );
  return lines.join('\n');
}
