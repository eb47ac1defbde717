import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { parseEnvelope } from '../core/signing/dsse.ts';
import { PublicKey } from '../core/signing/public-key.ts';
import type { RunRow } from '../registry/rows/runs.ts';
import { requireFacts } from '../statements/facts/require-facts.ts';
import {
  type TrainingRunFacts,
  trainingRunFactsSchema,
} from '../statements/facts/training-run-facts.ts';
import type { PredicateType } from '../statements/in-toto/predicate-type.ts';
import { openStatement } from '../statements/in-toto/signed-statement.ts';
import type { Statement } from '../statements/in-toto/statement.ts';
import { SLSA_PROVENANCE } from '../statements/predicates/slsa-provenance.ts';
import {
  TRAINING_START,
  type TrainingStartPredicate,
} from '../statements/predicates/training-start.ts';
import { readJson } from '../statements/read-json.ts';
import { keyStanding } from '../workspace/identities/actor-of.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** By this name the provenance of a run carries all facts of it, so that its signature covers them. */
export const FACTS_NAME = 'training-run-facts';

const LARGEST_STATEMENT = 512 * 1024 * 1024;

/**
 * What a run was started with, from its signed statement.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where the registry misquotes it; `SIGNATURE_INVALID`
 */
export async function openStart(
  workspace: Workspace,
  run: RunRow,
): Promise<TrainingStartPredicate> {
  const statement = await openSigned(workspace, {
    type: TRAINING_START,
    digest: run.startStatement,
    time: run.started,
  });
  if (statement.predicate.run.id !== run.id) throw misquoted(run);
  return statement.predicate;
}

/**
 * Everything that a finished run left behind, from its signed provenance.
 *
 * @throws CredenceError `NOT_FOUND` where it has not finished; `INTEGRITY_FAILED`; `SIGNATURE_INVALID`
 */
export async function openFinished(workspace: Workspace, run: RunRow): Promise<TrainingRunFacts> {
  if (run.finishStatement === null || run.finished === null)
    throw new CredenceError('NOT_FOUND', `The run ${run.id.slice(0, 12)} has not finished.`, {
      hint: `Record what it made with credence run finish ${run.id.slice(0, 12)} --output PATH --licence … --producer ….`,
    });
  const statement = await openSigned(workspace, {
    type: SLSA_PROVENANCE,
    digest: run.finishStatement,
    time: run.finished,
  });
  const { byproducts = [] } = statement.predicate.runDetails;
  const content = byproducts.find(({ name }) => name === FACTS_NAME)?.content;
  const facts = requireFacts(
    trainingRunFactsSchema,
    readJson(Buffer.from(content ?? '', 'base64'), 'The facts of the run'),
    'the training run',
  );
  if (facts.id !== run.id) throw misquoted(run);
  return facts;
}

async function openSigned<P>(
  { read, vault }: Workspace,
  {
    type,
    digest,
    time,
  }: { readonly type: PredicateType<P>; readonly digest: Digest | null; readonly time: string },
): Promise<Statement<P>> {
  if (digest === null)
    throw new CredenceError('INTEGRITY_FAILED', 'The run has no signed statement.', {
      hint: 'Rows of the registry are missing. Run credence ledger verify, and restore a backup.',
    });
  const identities = await read.identities.list();
  const envelope = parseEnvelope((await vault.bytes(digest, LARGEST_STATEMENT)).toString());
  const { statement, signers } = openStatement(type, envelope, {
    keys: identities.map(({ publicKey }) => PublicKey.fromPem(publicKey)),
  });
  const signed = identities.filter(({ keyId }) => signers.includes(keyId));
  if (signed.some((identity) => keyStanding(identity, time) === 'good')) return statement;
  throw new CredenceError('SIGNATURE_INVALID', 'The key that signed for the run was revoked.', {
    hint: 'What a revoked key signed counts no more: have the run made anew.',
  });
}

function misquoted({ id }: RunRow): CredenceError {
  return new CredenceError('INTEGRITY_FAILED', `The registry misquotes the run ${id}.`, {
    hint: 'Somebody changed the registry. Run credence ledger verify, and restore a backup.',
  });
}
