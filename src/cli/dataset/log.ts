import { visibleText } from '../../core/visible-text.ts';
import { versionGraph } from '../../datasets/version-graph.ts';
import { type LoggedVersion, versionLog } from '../../datasets/version-log.ts';
import { counted } from '../../report/number-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { timeText } from './version-text.ts';

/** `credence dataset log`: versions as a graph, newest first. */
export async function runDatasetLog(name: string, flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const versions = await versionLog(workspace, name);
    const marks = versionGraph(versions);
    const width = Math.max(0, ...marks.map((mark) => mark.length));
    const lines = versions.map((version, index) =>
      versionLine(version, (marks[index] ?? '').padEnd(width)),
    );
    printResult(flags, { json: versions, text: lines.join('\n') });
  });
}

function versionLine(version: LoggedVersion, mark: string): string {
  const { id, state, created, authorName, message, records, tags, elsewhere } = version;
  const named = tags.length === 0 ? '' : ` [${tags.join(', ')}]`;
  const from = elsewhere.length === 0 ? '' : `, from ${elsewhere.join(', ')}`;
  const head = `${mark} ${id.slice(7, 19)} ${state.padEnd(11)} ${timeText(created)}  ${visibleText(authorName)}, ${counted(records, 'record')}${from}${named}`;
  return message === ''
    ? head
    : `${head}\n${mark.replace(/[●╯]/g, '│')}     ${visibleText(message)}`;
}
