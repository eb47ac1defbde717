import type { DatasetName } from '../core/identifiers.ts';
import type { RunInputRow, RunOutputRow, RunRow } from '../registry/rows/runs.ts';
import type { TrainingStartPredicate } from '../statements/predicates/training-start.ts';
import { findRun } from '../workspace/runs/find-run.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { openStart } from './open-run.ts';

export interface ShownRun {
  readonly run: RunRow;
  /** What it was started with, from its signed statement. */
  readonly start: TrainingStartPredicate;
  readonly inputs: readonly (RunInputRow & { readonly dataset: DatasetName | null })[];
  readonly outputs: readonly (RunOutputRow & { readonly name: string | null })[];
}

/**
 * Everything that is known of a run.
 *
 * @throws CredenceError `NOT_FOUND`, `DATA_AMBIGUOUS`; as `openStart`
 */
export async function showRun(workspace: Workspace, reference: string): Promise<ShownRun> {
  const { read } = workspace;
  const run = await findRun(read, reference);
  const inputs = await Promise.all(
    (await read.runs.inputs(run.id)).map(async (input) => ({
      ...input,
      dataset: (await read.versions.find(input.version))?.dataset ?? null,
    })),
  );
  const outputs = await Promise.all(
    (await read.runs.outputs(run.id)).map(async (output) => ({
      ...output,
      name: (await read.models.findVersion(output.model))?.model ?? null,
    })),
  );
  return { run, start: await openStart(workspace, run), inputs, outputs };
}
