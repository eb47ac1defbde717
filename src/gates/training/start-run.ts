import { decideTrainStart } from '../../policy/decide-train-start.ts';
import type { Decision } from '../../policy/rule-outcome.ts';
import type { RunRow } from '../../registry/rows/runs.ts';
import type { DatasetFacts } from '../../statements/facts/dataset-facts.ts';
import type { StartedRunFacts } from '../../statements/facts/started-run-facts.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import { isInScope } from '../../workspace/identities/in-scope.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { needImpact } from '../need-impact.ts';
import { keepStart, type PreparedRun } from './keep-start.ts';
import { measureArtifact } from './measure-artifact.ts';
import { readConfiguration } from './read-configuration.ts';
import { readDataFolders } from './read-data-folders.ts';
import { readEnvironment } from './read-environment.ts';
import type { RunRequest } from './run-request.ts';
import { deletedRows, type GatheredInput, gatherInput, wantedInputs } from './train-inputs.ts';

export interface RunStart {
  readonly decision: Decision;
  readonly impact: string;
  /** Null where it may not start, or nothing was to change. */
  readonly run: RunRow | null;
  readonly datasets: readonly DatasetFacts[];
  /** What lies behind a refusal, for people. */
  readonly notes: readonly string[];
}

const NOT_LOOKED_AT =
  'From where the run will read was not looked at; name its folders with --data to have them checked.';

/**
 * The gate before training: every byte that will be read is read and hashed now, every admission is
 * held against its signature and the ledger, and the policy decides. What it says is signed either way;
 * only a pass starts the run, and its signed manifest is the draft of its provenance.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`, `USAGE`, `NOT_ALLOWED`; `DATA_MALFORMED` naming a
 * fact that is missing; `INTEGRITY_FAILED` where the registry is not what was signed
 */
export async function startRun(
  workspace: Workspace,
  request: RunRequest,
  acting: ActingIdentity,
): Promise<RunStart> {
  const impact = needImpact(request.impact, workspace);
  const wanted = await wantedInputs(workspace, request.datasets);
  const versions = wanted.map(({ version }) => version);
  const folders =
    request.dataFolders.length === 0 ? null : await readDataFolders(request.dataFolders, versions);
  const inputs: GatheredInput[] = [];
  for (const one of wanted) inputs.push(await gatherInput(workspace, one, { impact, folders }));
  const facts = await factsOf(workspace, { request, inputs }, acting);
  const decision = decideTrainStart(
    {
      now: workspace.clock.now(),
      inputs: inputs.map((input) => input.facts),
      undeclared: [
        ...(folders?.undeclared ?? []),
        ...(request.leavesOutDeletedRows ? [] : versions.flatMap(deletedRows)),
      ],
      outOfScope: inputs
        .map(({ facts: { dataset } }) => dataset)
        .filter((dataset) => !isInScope(acting.identity, 'dataset', dataset)),
    },
    workspace.policy,
  );
  const prepared = { request, impact, inputs, facts, decision };
  const run = request.dryRun ? null : await keepStart(workspace, prepared, acting);
  return {
    decision,
    impact,
    run,
    datasets: facts.datasets,
    notes: [...inputs.flatMap(({ notes }) => notes), ...(folders === null ? [NOT_LOOKED_AT] : [])],
  };
}

async function factsOf(
  workspace: Workspace,
  { request, inputs }: Pick<PreparedRun, 'request' | 'inputs'>,
  { identity }: ActingIdentity,
): Promise<StartedRunFacts> {
  const { baseModel, trainer, tokenizer, templates, configurations } = request;
  const settings = await Promise.all(configurations.map(readConfiguration));
  const code = await measureArtifact(request.code);
  return {
    id: workspace.freshId(),
    startedBy: identity.name,
    trigger: request.trigger,
    started: workspace.clock.now(),
    code,
    // Where nothing else trains, the code does.
    trainer: trainer === null ? code : await measureArtifact(trainer),
    configurations: await Promise.all(configurations.map((path) => measureArtifact({ path }))),
    command: request.command,
    hyperparameters: Object.assign({}, ...settings, request.parameters),
    environment: await readEnvironment(request.environment),
    datasets: inputs.map(({ dataset }) => dataset),
    // Only where the folders were looked through is it known that there is nothing else in them.
    datasetsComplete: request.dataFolders.length > 0,
    baseModel: baseModel === null ? null : await measureArtifact(baseModel, 'model'),
    tokenizer: tokenizer === null ? null : await measureArtifact(tokenizer),
    templates: await Promise.all(templates.map((template) => measureArtifact(template))),
    gate: null,
  };
}
