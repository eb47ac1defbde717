import { nodeId } from '../core/identifiers.ts';
import { findRecord, type HoldingVersion } from '../lineage/find-record.ts';
import { findRoots, type TracedKind } from '../lineage/find-roots.ts';
import { trace } from '../lineage/trace.ts';
import { traceText } from '../lineage/trace-text.ts';
import { counted } from '../report/number-text.ts';
import { inWorkspace, printResult } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

/** `credence trace`: where something came from, and what became of it. */
export async function runTrace(
  kind: TracedKind,
  reference: string,
  flags: WorkspaceFlags,
): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    if (kind !== 'record') {
      const found = await trace(workspace.read, await findRoots(workspace, kind, reference));
      printResult(flags, { json: found, text: traceText(found) });
      return;
    }
    const record = await findRecord(workspace, reference);
    const roots = record.versions.map(({ version }) => nodeId('version', version.id));
    const found = await trace(workspace.read, roots);
    printResult(flags, {
      json: { record, ...found },
      text: [
        `record ${record.digest}, in ${counted(record.versions.length, 'version')}`,
        ...record.versions.map(rowsText),
        traceText(found),
      ].join('\n'),
    });
  });
}

function rowsText({ version, rows, count }: HoldingVersion): string {
  const more = count > rows.length ? ` and ${counted(count - rows.length, 'other')}` : '';
  return `    ${version.dataset}@${version.id.slice(7, 19)}: row ${rows.join(', ')}${more}`;
}
