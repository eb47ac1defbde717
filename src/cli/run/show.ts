import { visibleText } from '../../core/visible-text.ts';
import { type ShownRun, showRun } from '../../runs/show-run.ts';
import type { ArtifactFacts } from '../../statements/facts/artifact-facts.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { runLine } from './run-line.ts';

/** `credence run show`: what a run was started with, from its signed statement, and what it made. */
export async function runRunShow(reference: string, flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const shown = await showRun(workspace, reference);
    printResult(flags, { json: shown, text: runText(shown) });
  });
}

function runText({ run, start, inputs, outputs }: ShownRun): string {
  const { code, trainer, baseModel, hyperparameters, startedBy, configurations } = start.run;
  return [
    runLine(run),
    `    by ${visibleText(startedBy)}, impact ${visibleText(start.impact)}`,
    ...inputs.map(
      ({ dataset, version, purpose }) =>
        `    ${purpose}: ${dataset ?? 'unknown'}@${version.slice(7, 19)}`,
    ),
    baseModel === null ? '    from scratch' : artifactLine('base model', baseModel),
    artifactLine('code', code),
    ...(trainer.digest === code.digest ? [] : [artifactLine('trainer', trainer)]),
    ...(configurations ?? []).map((file) => artifactLine('settings', file)),
    ...Object.entries(hyperparameters).map(([key, value]) =>
      visibleText(`    ${key} = ${String(value)}`),
    ),
    ...outputs.map(
      ({ name, model, purpose }) =>
        `    made ${purpose}: ${name ?? 'unknown'}@${model.slice(7, 19)}`,
    ),
  ].join('\n');
}

function artifactLine(what: string, { name, digest, uri }: ArtifactFacts): string {
  return visibleText(`    ${what}: ${name} ${digest}${uri === undefined ? '' : ` from ${uri}`}`);
}
