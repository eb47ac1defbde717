import {
  type DatasetName,
  type DatasetVersionId,
  nodeId,
  type TagName,
} from '../core/identifiers.ts';
import type { RetrievalRow } from '../registry/rows/retrievals.ts';
import {
  type DatasetManifest,
  encodeManifest,
  type ManifestFile,
} from '../vault/dataset-manifest.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../workspace/unit-of-work.ts';
import type { KnownRecords } from '../workspace/versions/read-records.ts';
import { setTag } from '../workspace/versions/set-tag.ts';
import type { KeptFile } from './fetch-files.ts';
import { type Attempt, signRetrieval } from './retrieval-record.ts';
import type { Taken } from './taken.ts';

/** Everything that is in the vault and not yet known. */
export interface Fetched extends Omit<Attempt, 'files' | 'mismatches' | 'version'> {
  readonly dataset: DatasetName;
  readonly kept: readonly KeptFile[];
  readonly files: readonly ManifestFile[];
  readonly known: KnownRecords;
  readonly message: string;
  readonly tag: TagName | null;
}

/** Dataset, version, retrieval and lineage, with the statement that says so, in one transaction. */
export async function recordIntake(
  unit: UnitOfWork,
  fetched: Fetched,
  acting: ActingIdentity,
): Promise<Taken> {
  const { dataset, source, pinned, files, kept, known } = fetched;
  const { identity } = acting;
  const manifest: DatasetManifest = {
    format: 'credence.dataset/v1',
    dataset,
    files,
    schema: known.schema,
    records: known.records,
    parents: [],
    sources: [{ name: source.name, retrieval: fetched.id, tier: source.tier }],
    tier: source.tier,
    taintedShare: 0,
    transformation: null,
    author: identity.keyId,
    message: fetched.message,
    created: unit.now,
  };
  const { id: version, bytes } = encodeManifest(manifest);
  await unit.put({ bytes });
  const retrieval = await signRetrieval(
    unit,
    { ...fetched, files: kept, version: { name: dataset, id: version }, mismatches: [] },
    acting,
  );
  await keepRows(unit, { fetched, version, retrieval, author: identity.principal });
  await unit.log({
    type: 'dataset.retrieved',
    subjects: [version, fetched.content],
    statement: retrieval.statement,
    actor: identity.keyId,
  });
  const { tag } = fetched;
  if (tag !== null) await setTag(unit, { dataset, tag, version, act: 'set', former: null }, acting);
  return { version, manifest, retrieval, signals: pinned.signals, recordsNote: known.why };
}

async function keepRows(
  { registry, now }: UnitOfWork,
  {
    fetched,
    version,
    retrieval,
    author,
  }: {
    readonly fetched: Fetched;
    readonly version: DatasetVersionId;
    readonly retrieval: RetrievalRow;
    readonly author: RetrievalRow['retrievedBy'];
  },
): Promise<void> {
  const { dataset, source, known } = fetched;
  if ((await registry.datasets.find(dataset)) === undefined)
    await registry.datasets.add({
      name: dataset,
      owner: source.owner,
      description: '',
      created: now,
      createdBy: author,
      retainUntil: null,
    });
  await registry.versions.add({
    id: version,
    dataset,
    parents: [],
    author,
    message: fetched.message,
    created: now,
    state: 'quarantined',
    stateChanged: now,
    tier: source.tier,
    records: known.records?.count ?? 0,
    files: retrieval.files,
    bytes: retrieval.bytes,
    statement: retrieval.statement,
  });
  await registry.retrievals.add(retrieval);
  await registry.edges.add([
    {
      fromNode: nodeId('source', source.name),
      toNode: nodeId('retrieval', retrieval.id),
      kind: 'retrieved',
      time: now,
    },
    {
      fromNode: nodeId('retrieval', retrieval.id),
      toNode: nodeId('version', version),
      kind: 'retrieved',
      time: now,
    },
  ]);
}
