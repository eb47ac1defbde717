import { type Digest, digestOf } from '../core/digest.ts';
import {
  type DatasetName,
  type DatasetVersionId,
  nodeId,
  type RetrievalId,
  type TagName,
} from '../core/identifiers.ts';
import type { RetrievalRow } from '../registry/rows/retrievals.ts';
import type { SourceRow } from '../registry/rows/sources.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import { retrievalStatement } from '../statements/predicates/retrieval.ts';
import {
  type DatasetManifest,
  encodeManifest,
  type ManifestFile,
} from '../vault/dataset-manifest.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../workspace/unit-of-work.ts';
import type { KnownRecords } from '../workspace/versions/read-records.ts';
import type { PinnedSource } from './connectors/connector.ts';
import type { KeptFile } from './fetch-files.ts';
import type { Taken } from './taken.ts';

/** Everything that is in the vault and not yet known. */
export interface Fetched {
  readonly dataset: DatasetName;
  readonly source: SourceRow;
  readonly pinned: PinnedSource;
  readonly kept: readonly KeptFile[];
  readonly files: readonly ManifestFile[];
  readonly content: Digest;
  readonly known: KnownRecords;
  readonly started: string;
  readonly message: string;
  readonly tag: TagName | null;
}

/** Dataset, version, retrieval and lineage, with the statement that says so, in one transaction. */
export async function recordIntake(
  unit: UnitOfWork,
  fetched: Fetched,
  acting: ActingIdentity,
): Promise<Taken> {
  const { dataset, source, pinned, files, known } = fetched;
  const { identity } = acting;
  const retrievalId = digestOf(`${fetched.content} ${unit.now} ${identity.keyId}`).slice(
    7,
    39,
  ) as RetrievalId;
  const manifest: DatasetManifest = {
    format: 'credence.dataset/v1',
    dataset,
    files,
    schema: known.schema,
    records: known.records,
    parents: [],
    sources: [{ name: source.name, retrieval: retrievalId, tier: source.tier }],
    tier: source.tier,
    taintedShare: 0,
    transformation: null,
    author: identity.keyId,
    message: fetched.message,
    created: unit.now,
  };
  const { id: version, bytes } = encodeManifest(manifest);
  await unit.put({ bytes });
  const draft = retrievalRow(retrievalId, fetched, {
    version,
    retrievedBy: identity.principal,
    now: unit.now,
  });
  const reviewer = (await unit.registry.sources.reviews(source.name)).findLast(
    ({ decision }) => decision === 'approve',
  );
  const reviewed = { ...draft, reviewer: reviewer?.reviewer ?? null };
  const statement = retrievalStatement(
    { name: dataset, id: version },
    {
      source: source.name,
      system: pinned.system,
      asked: pinned.asked,
      served: pinned.served,
      pin: pinned.version,
      retrieved: unit.now,
      content: fetched.content,
      files: reviewed.files,
      bytes: reviewed.bytes,
      publisherHash: reviewed.publisherHash,
      licence: reviewed.licence,
      reviewer: reviewed.reviewer,
      headers: pinned.headers,
      signals: pinned.signals.map(({ kind, what }) => ({ kind, what })),
      identity: pinned.identity,
    },
  );
  const signed = await unit.put({
    bytes: JSON.stringify(signStatement(statement, [acting.signer])),
  });
  const retrieval: RetrievalRow = { ...reviewed, statement: signed.digest };
  await keepRows(unit, { fetched, version, retrieval, author: identity.principal });
  await unit.log({
    type: 'dataset.retrieved',
    subjects: [version, fetched.content],
    statement: signed.digest,
    actor: identity.keyId,
  });
  return { version, manifest, retrieval, signals: pinned.signals, recordsNote: known.why };
}

function retrievalRow(
  id: RetrievalId,
  { source, pinned, kept, content, started }: Fetched,
  {
    version,
    retrievedBy,
    now,
  }: {
    readonly version: DatasetVersionId;
    readonly retrievedBy: RetrievalRow['retrievedBy'];
    readonly now: string;
  },
): RetrievalRow {
  return {
    id,
    source: source.name,
    uriAsked: pinned.asked,
    uriServed: pinned.served,
    pin: pinned.version,
    state: 'complete',
    started,
    finished: now,
    content,
    publisherHash: kept.every(({ published }) => published === 'match') ? 'match' : 'not-published',
    signature: 'unsigned',
    licence: pinned.licence ?? source.licence,
    files: kept.length,
    bytes: kept.reduce((sum, { size }) => sum + size, 0),
    retrievedBy,
    reviewer: null,
    version,
    details: {
      system: pinned.system,
      author: pinned.author,
      time: pinned.time,
      parents: pinned.parents,
      headers: pinned.headers,
      identity: pinned.identity,
      signals: pinned.signals,
    },
    statement: null,
  };
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
  if (fetched.tag !== null)
    await registry.tags.put({ dataset, name: fetched.tag, version, moved: now, movedBy: author });
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
