import { CredenceError } from '../core/error.ts';
import type { RunRow } from '../registry/rows/runs.ts';
import type { TrainingRunFacts } from '../statements/facts/training-run-facts.ts';
import { resolveModel } from '../workspace/models/resolve-model.ts';
import { findRun } from '../workspace/runs/find-run.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { openFinished } from './open-run.ts';

/**
 * All facts of a finished run, by the run or by the model that it made.
 *
 * @param reference a run's id or name; `model@version`, or a model's name
 * @throws CredenceError `NOT_FOUND` also for a run that has not finished, and for a model that came from
 * elsewhere; `DATA_AMBIGUOUS`, `NOT_PINNED`; `INTEGRITY_FAILED`, `SIGNATURE_INVALID`
 */
export async function finishedRunOf(
  workspace: Workspace,
  reference: string,
): Promise<TrainingRunFacts> {
  const { read } = workspace;
  const isModel = /@|^sha256:/.test(reference);
  const run = isModel ? null : await runNamed(workspace, reference);
  if (run !== null) return await openFinished(workspace, run);
  const model = await resolveModel(read, reference);
  const maker = model.run === null ? undefined : await read.runs.find(model.run);
  const name = `${model.model}@${model.id.slice(7, 19)}`;
  if (maker === undefined)
    throw new CredenceError('NOT_FOUND', `No run is known that made ${name}.`, {
      hint: 'A bill is made of what was recorded with credence run start and finish.',
    });
  const facts = await openFinished(workspace, maker);
  if (facts.model.digest === model.id) return facts;
  throw new CredenceError('NOT_FOUND', `${name} is a checkpoint of the run ${maker.id}.`, {
    hint: 'A bill is made of the model; it names its checkpoints.',
  });
}

/** A name may be that of a run and of a model; then it is the run's, as both are the same training. */
async function runNamed({ read }: Workspace, reference: string): Promise<RunRow | null> {
  try {
    return await findRun(read, reference);
  } catch (error) {
    if (error instanceof CredenceError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
