import { canonicalJson } from '../core/canonical-json.ts';
import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { type ModelName, type ModelVersionId, nodeId } from '../core/identifiers.ts';
import { asName } from '../core/name.ts';
import { program } from '../findings/program.ts';
import type { RunRow } from '../registry/rows/runs.ts';
import type { TrainingRunFacts } from '../statements/facts/training-run-facts.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import type { Statement } from '../statements/in-toto/statement.ts';
import { type MeasuredFolder, measureFolder } from '../statements/model-signing/measure-folder.ts';
import {
  type SlsaProvenancePredicate,
  trainingProvenanceStatement,
} from '../statements/predicates/slsa-provenance.ts';
import type { TrainingStartPredicate } from '../statements/predicates/training-start.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { isInScope } from '../workspace/identities/in-scope.ts';
import { findRun } from '../workspace/runs/find-run.ts';
import type { UnitOfWork } from '../workspace/unit-of-work.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';
import type { ModelDetails } from './model-details.ts';
import { FACTS_NAME, openStart } from './open-run.ts';

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

export interface FinishedRun {
  readonly run: RunRow;
  readonly model: ModelName;
  readonly versions: readonly ModelVersionId[];
  readonly facts: TrainingRunFacts;
  /** Digest of the signed provenance. */
  readonly statement: Digest;
}

interface Outcome {
  readonly run: RunRow;
  readonly start: TrainingStartPredicate;
  readonly model: ModelName;
  readonly outputs: readonly MeasuredFolder[];
  readonly facts: TrainingRunFacts;
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
    return await record(unit, { run, start, model, outputs, facts }, acting);
  });
}

async function record(
  unit: UnitOfWork,
  outcome: Outcome,
  { identity, signer }: ActingIdentity,
): Promise<FinishedRun> {
  const { run, model, outputs, facts } = outcome;
  const statement = provenance(facts);
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  await keepModel(unit, outcome, identity.owner ?? identity.principal);
  for (const [index, { root, files, bytes }] of outputs.entries()) {
    const id = root as ModelVersionId;
    const known = await unit.registry.models.findVersion(id);
    if (known === undefined)
      await unit.registry.models.addVersion({
        id,
        model,
        run: run.id,
        created: unit.now,
        createdBy: identity.principal,
        state: 'candidate',
        stateChanged: unit.now,
        files: files.length,
        bytes,
        details: { licence: facts.model.licence, producer: facts.model.producer },
        statement: digest,
      });
    else if (known.model !== model) throw alreadyKnown(known.model, id);
    const purpose = index === 0 ? 'model' : 'checkpoint';
    await unit.registry.runs.addOutput({ run: run.id, model: id, purpose });
    await unit.registry.edges.add([
      {
        fromNode: nodeId('run', run.id),
        toNode: nodeId('model', id),
        kind: purpose,
        time: unit.now,
      },
    ]);
  }
  const finished: RunRow = {
    ...run,
    state: 'finished',
    finished: unit.now,
    finishStatement: digest,
  };
  await unit.registry.runs.replace(finished);
  await unit.log({
    type: 'run.finished',
    subjects: outputs.map(({ root }) => root),
    statement: digest,
    actor: identity.keyId,
  });
  const versions = outputs.map(({ root }) => root as ModelVersionId);
  return { run: finished, model, versions, facts, statement: digest };
}

/** The provenance, with all facts within it: one signature covers what any bill will ever say. */
function provenance(facts: TrainingRunFacts): Statement<SlsaProvenancePredicate> {
  const statement = trainingProvenanceStatement(facts, {
    id: 'https://credence/builder/recorded',
    version: { credence: program().version },
  });
  const { predicate } = statement;
  const { byproducts = [] } = predicate.runDetails;
  const whole = {
    name: FACTS_NAME,
    mediaType: 'application/vnd.credence.training-run+json',
    content: Buffer.from(canonicalJson(facts)).toString('base64'),
  };
  return {
    ...statement,
    predicate: {
      ...predicate,
      runDetails: { ...predicate.runDetails, byproducts: [...byproducts, whole] },
    },
  };
}

async function keepModel(
  { registry, now }: UnitOfWork,
  { model, start, facts }: Outcome,
  owner: RunRow['startedBy'],
): Promise<void> {
  const known = await registry.models.find(model);
  if (known === undefined) {
    await registry.models.add({
      name: model,
      owner,
      description: facts.model.description ?? '',
      impact: start.impact,
      created: now,
    });
  } else if (known.impact !== start.impact) {
    throw new CredenceError(
      'NOT_ALLOWED',
      `${model} has the impact ${known.impact}, and the run was started for ${start.impact}.`,
      { hint: `Start the run with --impact ${known.impact}, or give the model another name.` },
    );
  }
}

function assertOpen({ id, state }: RunRow): void {
  if (state === 'started') return;
  throw new CredenceError('USAGE', `The run ${id.slice(0, 12)} has ${state} already.`, {
    hint: 'A run ends once. Start another for what comes after.',
  });
}

function alreadyKnown(model: ModelName, id: ModelVersionId): CredenceError {
  return new CredenceError(
    'USAGE',
    `These bytes are known already, as ${model}@${id.slice(7, 19)}.`,
    { hint: 'One model version has one name: record the run under it.' },
  );
}
