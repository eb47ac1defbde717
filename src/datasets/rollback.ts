import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { type DatasetName, type DatasetVersionId, nodeId } from '../core/identifiers.ts';
import { asName } from '../core/name.ts';
import type { VersionRow } from '../registry/rows/versions.ts';
import { descriptorOf } from '../statements/in-toto/resource-descriptor.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import { datasetTransformStatement } from '../statements/predicates/dataset-transform.ts';
import { type DatasetManifest, encodeManifest } from '../vault/dataset-manifest.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../workspace/unit-of-work.ts';
import { type KnownVersion, resolveVersion } from '../workspace/versions/resolve-version.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';
import { needScope } from './need-scope.ts';

export interface RollbackRequest {
  readonly dataset: string;
  /** The version to go back to: an id, eight digits of it, or a tag. */
  readonly to: string;
  readonly reason: string;
  /** What becomes of the versions after it: nobody may train on either. */
  readonly between: 'superseded' | 'withdrawn';
  /** Go back to a version that was rejected, withdrawn or never admitted, all the same. */
  readonly force: boolean;
}

export interface Rollback {
  readonly version: VersionRow;
  readonly manifest: DatasetManifest;
  readonly target: DatasetVersionId;
  /** The versions that nobody may train on any more, newest first. */
  readonly replaced: readonly DatasetVersionId[];
}

/**
 * Makes a new version that is equal to an earlier one. Nothing is erased: the versions after it stay, in
 * another state. The new version waits in quarantine: verdicts and approvals are about an id, and it has
 * one of its own; what was good when the earlier one was admitted may not be good under today's policy.
 *
 * @throws CredenceError `NOT_FOUND`, `DATA_AMBIGUOUS`; `USAGE` without a reason, or where it is the newest
 * already; `NOT_ALLOWED` for a target that was never good; `INTEGRITY_FAILED` where its bytes were altered
 */
export async function rollback(
  workspace: Workspace,
  request: RollbackRequest,
  acting: ActingIdentity,
): Promise<Committed<Rollback>> {
  if (request.reason.trim() === '')
    throw new CredenceError('USAGE', 'A rollback needs a reason.', {
      hint: 'Say with --reason what happened; who investigates later will want to know.',
    });
  const dataset = asName<DatasetName>(request.dataset);
  needScope(acting, dataset);
  const place = { tables: workspace.read, vault: workspace.vault };
  const target = await resolveVersion(place, `${dataset}@${request.to}`);
  await assertWhole(workspace, target);
  return await workspace.commit(async (unit) => {
    const row = await unit.registry.versions.find(target.row.id);
    const versions = await unit.registry.versions.ofDataset(dataset);
    assertTarget(row, request);
    const later = laterThan(versions, target.row.id);
    return await recordRollback(unit, { target, later, request }, acting);
  });
}

async function assertWhole({ vault }: Workspace, { manifest }: KnownVersion): Promise<void> {
  const lists = manifest.records === null ? [] : [manifest.records.digests];
  const hidden = manifest.files.flatMap(({ deletedRows }) => deletedRows?.rows ?? []);
  const files = manifest.files.map(({ sha256 }) => sha256);
  const { problems } = await vault.verify([...files, ...hidden, ...lists]);
  const [problem] = problems;
  if (problem === undefined) return;
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `The earlier version was altered: ${problem.message}`,
    {
      at: { file: problem.path },
      hint: 'See credence dataset verify for which file and row, and restore it from a backup.',
    },
  );
}

function assertTarget(row: VersionRow | undefined, { force, to }: RollbackRequest): void {
  if (force || row?.state === 'admitted' || row?.state === 'superseded') return;
  const why = row?.state === 'quarantined' ? 'was never admitted' : `was ${row?.state}`;
  throw new CredenceError('NOT_ALLOWED', `The version ${to} ${why}.`, {
    hint: 'Choose one that was good, or go back to it all the same with --force and a reason.',
  });
}

/** Versions after another, newest first. */
function laterThan(versions: readonly VersionRow[], id: DatasetVersionId): readonly VersionRow[] {
  const target = versions.findIndex((version) => version.id === id);
  if (target > 0) return versions.slice(0, target);
  throw new CredenceError('USAGE', 'That is the newest version already.', {
    hint: 'See the others with credence dataset log.',
  });
}

interface RollbackParts {
  readonly target: KnownVersion;
  readonly later: readonly VersionRow[];
  readonly request: RollbackRequest;
}

async function recordRollback(
  unit: UnitOfWork,
  { target, later, request }: RollbackParts,
  acting: ActingIdentity,
): Promise<Rollback> {
  const { identity } = acting;
  const old = target.row;
  const current = later[0]?.id ?? old.id;
  const message = `Rollback to ${old.id.slice(7, 19)}: ${request.reason}`;
  const manifest: DatasetManifest = {
    ...target.manifest,
    parents: [current, old.id],
    transformation: null,
    author: identity.keyId,
    message,
    created: unit.now,
  };
  const { id, bytes } = encodeManifest(manifest);
  await unit.put({ bytes });
  const statement = await signRollback(unit, { id, current, target, request }, acting);
  const version: VersionRow = {
    ...old,
    id,
    parents: manifest.parents,
    author: identity.principal,
    message,
    created: unit.now,
    state: 'quarantined',
    stateChanged: unit.now,
    statement,
  };
  await unit.registry.versions.add(version);
  const time = unit.now;
  const toNode = nodeId('version', id);
  await unit.registry.edges.add([
    { fromNode: nodeId('version', old.id), toNode, kind: 'rolled-back', time },
  ]);
  const actor = identity.keyId;
  await unit.log({ type: 'dataset.rolled-back', subjects: [id, old.id], statement, actor });
  const replaced = await replace(unit, later, request.between);
  for (let at = 0; at < replaced.length; at += SUBJECTS) {
    const subjects = replaced.slice(at, at + SUBJECTS);
    await unit.log({ type: `dataset.${request.between}`, subjects, statement, actor });
  }
  return { version, manifest, target: old.id, replaced };
}

/** Subjects of one entry of the ledger, whose size is limited. */
const SUBJECTS = 500;

async function signRollback(
  unit: UnitOfWork,
  {
    id,
    current,
    target,
    request,
  }: Omit<RollbackParts, 'later'> & {
    readonly id: DatasetVersionId;
    readonly current: DatasetVersionId;
  },
  { identity, signer }: ActingIdentity,
): Promise<Digest> {
  const name = target.row.dataset;
  const records = target.manifest.records?.count ?? null;
  const statement = datasetTransformStatement(
    { name, version: id },
    {
      inputs: [descriptorOf(target.row.id, { name })],
      operation: {
        name: 'rollback',
        code: null,
        parameters: {
          from: current,
          to: target.row.id,
          reason: request.reason,
          between: request.between,
        },
      },
      recordsIn: records,
      recordsOut: records,
      performedBy: identity.name,
      started: unit.now,
      finished: unit.now,
    },
  );
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  return digest;
}

/** What was rejected or withdrawn stays so: neither word is taken back. */
async function replace(
  unit: UnitOfWork,
  later: readonly VersionRow[],
  state: RollbackRequest['between'],
): Promise<readonly DatasetVersionId[]> {
  const replaced = later.filter(
    (version) =>
      version.state !== 'rejected' && version.state !== 'withdrawn' && version.state !== state,
  );
  for (const version of replaced)
    await unit.registry.versions.replace({ ...version, state, stateChanged: unit.now });
  return replaced.map(({ id }) => id);
}
