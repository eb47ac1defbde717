import { type DatasetName, nodeId, type TagName } from '../../core/identifiers.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import { descriptorOf } from '../../statements/in-toto/resource-descriptor.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { datasetTransformStatement } from '../../statements/predicates/dataset-transform.ts';
import type { Setting } from '../../statements/scalars.ts';
import {
  type DatasetManifest,
  encodeManifest,
  type ManifestFile,
  type Transformation,
} from '../../vault/dataset-manifest.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../../workspace/unit-of-work.ts';
import type { KnownRecords } from '../../workspace/versions/read-records.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';
import { setTag } from '../../workspace/versions/set-tag.ts';
import type { Derived } from './derived.ts';
import type { InheritedTrust } from './inherited-trust.ts';

/** Everything that is in the vault and not yet known. */
export interface Derivation {
  readonly dataset: DatasetName;
  readonly parents: readonly KnownVersion[];
  readonly files: readonly ManifestFile[];
  readonly known: KnownRecords;
  readonly trust: InheritedTrust;
  readonly transformation: Transformation & {
    readonly parameters: Readonly<Record<string, Setting>>;
  };
  readonly message: string;
  readonly tag: TagName | null;
  readonly started: string;
}

/** Version, lineage and the statement of the step, in one transaction. */
export async function recordDerivation(
  unit: UnitOfWork,
  derivation: Derivation,
  acting: ActingIdentity,
): Promise<Derived> {
  const { dataset, parents, files, known, trust, transformation, message } = derivation;
  const { identity, signer } = acting;
  const parentIds = parents.map(({ row }) => row.id);
  const manifest: DatasetManifest = {
    format: 'credence.dataset/v1',
    dataset,
    files,
    schema: known.schema,
    records: known.records,
    parents: parentIds,
    ...trust,
    transformation,
    author: identity.keyId,
    message,
    created: unit.now,
  };
  const { id, bytes } = encodeManifest(manifest);
  await unit.put({ bytes });
  const statement = datasetTransformStatement(
    { name: dataset, version: id },
    predicateOf(derivation, { by: identity.name, now: unit.now }),
  );
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  const version: VersionRow = {
    id,
    dataset,
    parents: parentIds,
    author: identity.principal,
    message,
    created: unit.now,
    state: 'quarantined',
    stateChanged: unit.now,
    tier: trust.tier,
    records: known.records?.count ?? 0,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    statement: digest,
  };
  await addDataset(unit, derivation, acting);
  await unit.registry.versions.add(version);
  const toNode = nodeId('version', id);
  const kind = 'derived';
  await unit.registry.edges.add(
    parentIds.map((one) => ({ fromNode: nodeId('version', one), toNode, kind, time: unit.now })),
  );
  await unit.log({
    type: 'dataset.derived',
    subjects: [id, ...parentIds],
    statement: digest,
    actor: identity.keyId,
  });
  const { tag } = derivation;
  if (tag !== null)
    await setTag(unit, { dataset, tag, version: id, act: 'set', former: null }, acting);
  return { version, manifest, recordsNote: known.why };
}

function predicateOf(
  { parents, transformation, known, started }: Derivation,
  { by, now }: { readonly by: string; readonly now: string },
): Parameters<typeof datasetTransformStatement>[1] {
  const counts = parents.map(({ manifest }) => manifest.records?.count ?? null);
  return {
    inputs: parents.map(({ row }) => descriptorOf(row.id, { name: row.dataset })),
    operation: transformation,
    recordsIn: counts.reduce<number | null>(
      (sum, count) => (sum === null || count === null ? null : sum + count),
      0,
    ),
    recordsOut: known.records?.count ?? null,
    performedBy: by,
    started,
    finished: now,
  };
}

/** A dataset that is new belongs to who makes it; of a service account, to who answers for it. */
async function addDataset(
  { registry, now }: UnitOfWork,
  { dataset }: Derivation,
  { identity }: ActingIdentity,
): Promise<void> {
  if ((await registry.datasets.find(dataset)) !== undefined) return;
  await registry.datasets.add({
    name: dataset,
    owner: identity.owner ?? identity.principal,
    description: '',
    created: now,
    createdBy: identity.principal,
    retainUntil: null,
  });
}
