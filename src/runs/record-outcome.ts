import { canonicalJson } from '../core/canonical-json.ts';
import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { type ModelName, type ModelVersionId, nodeId } from '../core/identifiers.ts';
import { program } from '../findings/program.ts';
import type { RunRow } from '../registry/rows/runs.ts';
import type { TrainingRunFacts } from '../statements/facts/training-run-facts.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import type { Statement } from '../statements/in-toto/statement.ts';
import type { MeasuredFolder } from '../statements/model-signing/measure-folder.ts';
import {
  type SlsaProvenancePredicate,
  trainingProvenanceStatement,
} from '../statements/predicates/slsa-provenance.ts';
import type { TrainingStartPredicate } from '../statements/predicates/training-start.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../workspace/unit-of-work.ts';
import { FACTS_NAME } from './open-run.ts';

export interface FinishedRun {
  readonly run: RunRow;
  readonly model: ModelName;
  readonly versions: readonly ModelVersionId[];
  readonly facts: TrainingRunFacts;
  /** Digest of the signed provenance. */
  readonly statement: Digest;
}

/** What a run came to, measured and not yet kept. */
export interface RunOutcome {
  readonly run: RunRow;
  readonly start: TrainingStartPredicate;
  readonly model: ModelName;
  readonly outputs: readonly MeasuredFolder[];
  readonly facts: TrainingRunFacts;
}

/**
 * Signs the provenance of a run, and keeps it with the models that it made.
 *
 * @throws CredenceError `DATA_MALFORMED` naming a fact that is missing; `NOT_ALLOWED` for a model of
 * another impact; `USAGE` for bytes that are known under another name
 */
export async function recordOutcome(
  unit: UnitOfWork,
  outcome: RunOutcome,
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
  { model, start, facts }: RunOutcome,
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

function alreadyKnown(model: ModelName, id: ModelVersionId): CredenceError {
  return new CredenceError(
    'USAGE',
    `These bytes are known already, as ${model}@${id.slice(7, 19)}.`,
    { hint: 'One model version has one name: record the run under it.' },
  );
}
