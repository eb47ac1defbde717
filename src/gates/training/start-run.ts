import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { nodeId, type RunId } from '../../core/identifiers.ts';
import { decideTrainStart } from '../../policy/decide-train-start.ts';
import type { Decision } from '../../policy/rule-outcome.ts';
import type { RunRow } from '../../registry/rows/runs.ts';
import type { DatasetFacts } from '../../statements/facts/dataset-facts.ts';
import { requireFacts } from '../../statements/facts/require-facts.ts';
import {
  type GateFacts,
  type StartedRunFacts,
  startedRunFactsSchema,
} from '../../statements/facts/started-run-facts.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { trainingStartStatement } from '../../statements/predicates/training-start.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import { isInScope } from '../../workspace/identities/in-scope.ts';
import type { UnitOfWork } from '../../workspace/unit-of-work.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { issueVerdict } from '../issue-verdict.ts';
import { needImpact } from '../need-impact.ts';
import { measureArtifact } from './measure-artifact.ts';
import { readConfiguration } from './read-configuration.ts';
import { readDataFolders } from './read-data-folders.ts';
import { readEnvironment } from './read-environment.ts';
import type { RunRequest } from './run-request.ts';
import { type GatheredInput, gatherInput, wantedInputs } from './train-inputs.ts';

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

/** A run that is known whole, before the gate has spoken. */
interface Prepared {
  readonly request: RunRequest;
  readonly impact: string;
  readonly inputs: readonly GatheredInput[];
  readonly facts: StartedRunFacts;
  readonly decision: Decision;
}

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
      undeclared: folders?.undeclared ?? [],
      outOfScope: inputs
        .map(({ facts: { dataset } }) => dataset)
        .filter((dataset) => !isInScope(acting.identity, 'dataset', dataset)),
    },
    workspace.policy,
  );
  const prepared = { request, impact, inputs, facts, decision };
  const run = request.dryRun ? null : await keep(workspace, prepared, acting);
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
  { request, inputs }: Pick<Prepared, 'request' | 'inputs'>,
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

async function keep(
  workspace: Workspace,
  prepared: Prepared,
  acting: ActingIdentity,
): Promise<RunRow | null> {
  const { decision, facts, inputs, impact } = prepared;
  // What passed is told whole or not at all: a fact that is missing is an error that names it.
  if (decision.verdict === 'pass') requireFacts(startedRunFactsSchema, facts, 'the training run');
  const { value } = await workspace.commit(async (unit) => {
    await assertUnchanged(unit, inputs);
    const { statement } = await issueVerdict(
      unit,
      {
        gate: 'training',
        subject: { name: prepared.request.name, digest: digestOf(canonicalJson(facts)) },
        decision,
        policy: workspace.policy,
        evidence: inputs.flatMap(({ admission }) =>
          admission === null ? [] : [admission.statement],
        ),
        details: { impact, run: facts.id },
      },
      acting,
    );
    await unit.log({
      type: decision.verdict === 'pass' ? 'run.allowed' : 'run.refused',
      subjects: inputs.map(({ version }) => version.row.id),
      statement,
      actor: acting.identity.keyId,
    });
    if (decision.verdict !== 'pass') return null;
    const gate: GateFacts = {
      gate: 'training',
      verdict: decision.verdict,
      rules: decision.rules.flatMap(({ rule, subject, outcome, reason }) =>
        outcome === 'not-applicable'
          ? []
          : [{ rule: subject === null ? rule : `${rule} ${subject}`, verdict: outcome, reason }],
      ),
      statement,
      policy: workspace.policy.digest,
      decided: unit.now,
    };
    return await record(
      unit,
      { ...prepared, facts: { ...facts, started: unit.now, gate } },
      acting,
    );
  });
  return value;
}

/** Someone may have withdrawn a version while its bytes were read. */
async function assertUnchanged(
  { registry }: UnitOfWork,
  inputs: readonly GatheredInput[],
): Promise<void> {
  for (const { version, admission, facts } of inputs) {
    const row = await registry.versions.find(version.row.id);
    const verdict = await registry.verdicts.latest(version.row.id, 'admission');
    if (row?.state === facts.state && verdict?.statement === admission?.statement) continue;
    throw new CredenceError(
      'NOT_ALLOWED',
      `${facts.dataset}@${facts.version} was decided on anew while it was checked.`,
      { hint: 'Run it again.' },
    );
  }
}

async function record(
  unit: UnitOfWork,
  { request, impact, inputs, facts }: Prepared,
  { identity, signer }: ActingIdentity,
): Promise<RunRow> {
  const { registry, now } = unit;
  const statement = trainingStartStatement({ name: request.name, impact, run: facts });
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  const id = facts.id as RunId;
  const run: RunRow = {
    id,
    name: request.name,
    state: 'started',
    startedBy: identity.principal,
    started: now,
    finished: null,
    parameters: { impact, dataFolders: request.dataFolders },
    startStatement: digest,
    finishStatement: null,
  };
  await registry.runs.add(run);
  for (const { version, role } of inputs)
    await registry.runs.addInput({ run: id, version: version.row.id, purpose: role });
  const toNode = nodeId('run', id);
  await registry.edges.add([
    ...inputs.map(({ version, role }) => ({
      fromNode: nodeId('version', version.row.id),
      toNode,
      kind: role,
      time: now,
    })),
    ...(facts.baseModel === null
      ? []
      : [
          {
            fromNode: nodeId('model', facts.baseModel.digest),
            toNode,
            kind: 'base-model',
            time: now,
          },
        ]),
  ]);
  await unit.log({
    type: 'run.started',
    subjects: inputs.map(({ version }) => version.row.id),
    statement: digest,
    actor: identity.keyId,
  });
  return run;
}
