import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { nodeId, type RunId } from '../../core/identifiers.ts';
import type { Decision } from '../../policy/rule-outcome.ts';
import type { RunRow } from '../../registry/rows/runs.ts';
import { requireFacts } from '../../statements/facts/require-facts.ts';
import {
  type GateFacts,
  type StartedRunFacts,
  startedRunFactsSchema,
} from '../../statements/facts/started-run-facts.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { trainingStartStatement } from '../../statements/predicates/training-start.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../../workspace/unit-of-work.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { issueVerdict } from '../issue-verdict.ts';
import type { RunRequest } from './run-request.ts';
import type { GatheredInput } from './train-inputs.ts';

/** A run that is known whole, before the gate has spoken. */
export interface PreparedRun {
  readonly request: RunRequest;
  readonly impact: string;
  readonly inputs: readonly GatheredInput[];
  readonly facts: StartedRunFacts;
  readonly decision: Decision;
}

/**
 * Signs what the gate said and, where it passed, begins the run: verdict, manifest, rows and lineage in
 * one transaction.
 *
 * @throws CredenceError `DATA_MALFORMED` naming a fact that is missing; `NOT_ALLOWED` where a version was
 * decided on anew meanwhile
 */
export async function keepStart(
  workspace: Workspace,
  prepared: PreparedRun,
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
  { request, impact, inputs, facts }: PreparedRun,
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
