import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { sourceText } from './source-text.ts';

/** `credence source list`: every place that was asked for, and what became of it. */
export async function runSourceList(flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const sources = await workspace.read.sources.list();
    printResult(flags, {
      json: sources,
      text:
        sources.length === 0
          ? 'No source is known. Ask for one with credence source add.'
          : sources.map(sourceText).join('\n'),
    });
  });
}
