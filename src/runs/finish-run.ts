import { CredenceError } from '../core/error.ts';
import type { ModelName } from '../core/identifiers.ts';
import { asName } from '../core/name.ts';
import type { RunRow } from '../registry/rows/runs.ts';
import type { TrainingRunFacts } from '../statements/facts/training-run-facts.ts';
import { type MeasuredFolder, measureFolder } from '../statements/model-signing/measure-folder.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { isInScope } from '../workspace/identities/in-scope.ts';
import { findRun } from '../workspace/runs/find-run.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';
import type { ModelDetails } from './model-details.ts';
import { openStart } from './open-run.ts';
import { type FinishedRun, recordOutcome } from './record-outcome.ts';

export interface FinishRequest {
  /** Id, or name. */
  readonly run: string;
  /** Files or folders that the run made; the first is the model, the others checkpoints of it. */
  readonly outputs: readonly string[];
  /** The run's name where absent. */
  readonly model?: string | undefined;
  readonly licence: string;
  /** Who answers for the model. */
  readonly producer: string;
  readonly details: ModelDetails;
  /** Logs and reports. */
  readonly byproducts: readonly string[];
}

/**
 * Records what a run made: every output is hashed, becomes a version of a model, and is bound to the
 * data by a signed SLSA provenance.
 *
 * @throws CredenceError `NOT_FOUND`; `USAGE` where it has ended already; `NOT_ALLOWED` for a model out of
 * scope, or of graver impact than its data were admitted for; `DATA_MALFORMED` naming a fact that is
 * missing
 */
export async function finishRun(
  workspace: Workspace,
  request: FinishRequest,
  acting: ActingIdentity,
): Promise<Committed<FinishedRun>> {
  const run = await findRun(workspace.read, request.run);
  assertOpen(run);
  const start = await openStart(workspace, run);
  const model = asName<ModelName>(request.model ?? start.name);
  if (!isInScope(acting.identity, 'model', model))
    throw new CredenceError('NOT_ALLOWED', `${model} is out of your scope.`, {
      hint: 'Ask an owner to widen it, or have another record the model.',
    });
  const outputs: MeasuredFolder[] = [];
  for (const path of request.outputs) outputs.push(await measureFolder(path));
  const byproducts = await Promise.all(request.byproducts.map((path) => measureFolder(path)));
  const [main, ...checkpoints] = outputs;
  if (main === undefined) throw new CredenceError('USAGE', 'The run names no output.');
  if (new Set(outputs.map(({ root }) => root)).size < outputs.length)
    throw new CredenceError('USAGE', 'Two of the outputs hold the same bytes.', {
      hint: 'Name each output once.',
    });
  return await workspace.commit(async (unit) => {
    const now = await unit.registry.runs.find(run.id);
    assertOpen(now ?? run);
    const facts: TrainingRunFacts = {
      ...start.run,
      finished: unit.now,
      model: {
        ...request.details,
        name: model,
        version: main.root.slice(7, 19),
        digest: main.root,
        files: main.files,
        created: unit.now,
        producer: request.producer,
        licence: request.licence,
      },
      byproducts: [...checkpoints, ...byproducts].map(({ name, root }) => ({
        name,
        version: root,
        digest: root,
      })),
    };
    return await recordOutcome(unit, { run, start, model, outputs, facts }, acting);
  });
}

function assertOpen({ id, state }: RunRow): void {
  if (state === 'started') return;
  throw new CredenceError('USAGE', `The run ${id.slice(0, 12)} has ${state} already.`, {
    hint: 'A run ends once. Start another for what comes after.',
  });
}
