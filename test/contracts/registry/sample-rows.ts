import { digestOf } from '../../../src/core/digest.ts';
import type {
  DatasetName,
  DatasetVersionId,
  ModelName,
  ModelVersionId,
  PrincipalId,
  RetrievalId,
  RunId,
  SourceName,
} from '../../../src/core/identifiers.ts';
import { type KeyId, keyIdOf } from '../../../src/core/signing/key-id.ts';
import type { DatasetRow } from '../../../src/registry/rows/datasets.ts';
import type { IdentityRow } from '../../../src/registry/rows/identities.ts';
import type { ModelRow, ModelVersionRow } from '../../../src/registry/rows/models.ts';
import type { RetrievalRow } from '../../../src/registry/rows/retrievals.ts';
import type { RunRow } from '../../../src/registry/rows/runs.ts';
import type { SourceRow } from '../../../src/registry/rows/sources.ts';
import type { VersionRow } from '../../../src/registry/rows/versions.ts';

export const ANN = 'ann' as PrincipalId;
export const BEN = 'ben' as PrincipalId;
export const TICKETS = 'tickets' as DatasetName;
export const VENDOR = 'vendor' as SourceName;
export const CHURN = 'churn' as ModelName;
const STATEMENT = digestOf('statement');

export function keyOf(name: string): KeyId {
  return keyIdOf(Buffer.from(name));
}

export function time(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
}

export function versionId(seed: string): DatasetVersionId {
  return digestOf(seed) as DatasetVersionId;
}

export function modelVersionId(seed: string): ModelVersionId {
  return digestOf(seed) as ModelVersionId;
}

export function identity(change: Partial<IdentityRow> = {}): IdentityRow {
  return {
    keyId: keyOf('ann 1'),
    principal: ANN,
    name: 'Ann Bø',
    kind: 'person',
    publicKey: '-----BEGIN PUBLIC KEY-----\n…',
    roles: ['owner', 'reviewer'],
    owner: null,
    groups: ['data'],
    scope: [],
    created: time(0),
    expires: null,
    state: 'active',
    stateChanged: time(0),
    stateReason: null,
    replacedBy: null,
    statement: STATEMENT,
    ...change,
  };
}

export function source(change: Partial<SourceRow> = {}): SourceRow {
  return {
    name: VENDOR,
    publisher: 'Vendor & Sons',
    type: 'vendor',
    tier: 'reviewed',
    uris: ['https://data.example/**'],
    licence: 'CC-BY-4.0',
    owner: ANN,
    requestedBy: BEN,
    requested: time(1),
    state: 'proposed',
    stateChanged: time(1),
    details: { maintainers: ['x'], 'a"b': { '\u202e': 1 } },
    statement: null,
    ...change,
  };
}

export function dataset(change: Partial<DatasetRow> = {}): DatasetRow {
  return {
    name: TICKETS,
    owner: ANN,
    description: "Robert'); DROP TABLE datasets;--",
    created: time(2),
    createdBy: BEN,
    retainUntil: null,
    ...change,
  };
}

export function version(seed: string, change: Partial<VersionRow> = {}): VersionRow {
  return {
    id: versionId(seed),
    dataset: TICKETS,
    parents: [],
    author: BEN,
    message: 'first',
    created: time(3),
    state: 'quarantined',
    stateChanged: time(3),
    tier: 'reviewed',
    records: 10,
    files: 1,
    bytes: 2 ** 40,
    statement: STATEMENT,
    ...change,
  };
}

export function retrieval(id: string, change: Partial<RetrievalRow> = {}): RetrievalRow {
  return {
    id: id as RetrievalId,
    source: VENDOR,
    uriAsked: 'https://data.example/a',
    uriServed: 'https://cdn.example/a',
    pin: 'sha256:00',
    state: 'started',
    started: time(4),
    finished: null,
    content: null,
    publisherHash: 'not-published',
    signature: 'unsigned',
    licence: 'CC-BY-4.0',
    files: 0,
    bytes: 0,
    retrievedBy: BEN,
    reviewer: null,
    version: null,
    details: { headers: { etag: '"x"' } },
    statement: null,
    ...change,
  };
}

export function run(id: string, change: Partial<RunRow> = {}): RunRow {
  return {
    id: id as RunId,
    name: 'nightly',
    state: 'started',
    startedBy: ANN,
    started: time(5),
    finished: null,
    parameters: { seed: 7, rate: 1e-5 },
    startStatement: STATEMENT,
    finishStatement: null,
    ...change,
  };
}

export function model(change: Partial<ModelRow> = {}): ModelRow {
  return { name: CHURN, owner: ANN, description: '', impact: 'high', created: time(6), ...change };
}

export function modelVersion(seed: string, change: Partial<ModelVersionRow> = {}): ModelVersionRow {
  return {
    id: modelVersionId(seed),
    model: CHURN,
    run: null,
    created: time(7),
    createdBy: ANN,
    state: 'candidate',
    stateChanged: time(7),
    files: 2,
    bytes: 100,
    details: {},
    statement: null,
    ...change,
  };
}
