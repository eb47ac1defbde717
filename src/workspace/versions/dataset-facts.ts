import type { PrincipalId } from '../../core/identifiers.ts';
import { nodeId } from '../../core/identifiers.ts';
import type { RetrievalRow } from '../../registry/rows/retrievals.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import type {
  DatasetFacts,
  DatasetRole,
  DatasetScan,
} from '../../statements/facts/dataset-facts.ts';
import type { Setting } from '../../statements/scalars.ts';
import type { ManifestSource, Transformation } from '../../vault/dataset-manifest.ts';
import type { Workspace } from '../workspace.ts';
import type { KnownVersion } from './resolve-version.ts';

export interface KnownDataset {
  /** What is known; a word that is not known is empty, which no statement takes. */
  readonly facts: DatasetFacts;
  /** Names of what a bill of materials needs and nobody recorded (requirement PI-01). */
  readonly missing: readonly string[];
}

export interface DatasetUse {
  readonly role: DatasetRole;
  /** The scan on which admission rests, where there is one. */
  readonly scan?: DatasetScan | undefined;
}

/**
 * What a bill of materials says of a dataset version, from its manifest and the records of its
 * retrieval. Of several sources the one of the lowest tier is named; a field counts as known only where
 * it is known of each.
 */
export async function datasetFacts(
  workspace: Workspace,
  { row, manifest }: KnownVersion,
  { role, scan }: DatasetUse,
): Promise<KnownDataset> {
  const { read, policy } = workspace;
  const dataset = await read.datasets.find(row.dataset);
  const origins = await Promise.all(manifest.sources.map((source) => originOf(workspace, source)));
  const rank = ({ tier }: Origin): number => policy.settings.tiers.indexOf(tier);
  const [main = UNKNOWN] = origins.toSorted((one, other) => rank(other) - rank(one));
  const { records } = manifest;
  const parents = await Promise.all(
    manifest.parents.map(async (version) => {
      const parent = await read.versions.find(version);
      return { name: parent?.dataset ?? nodeId('version', version), version };
    }),
  );
  return {
    facts: {
      name: row.dataset,
      version: row.id,
      role,
      files: manifest.files.map(({ path, sha256, size }) => ({
        path,
        digest: sha256,
        bytes: size,
      })),
      source: {
        name: main.name,
        uri: main.uri,
        revision: main.revision,
        publisher: main.publisher,
        trustTier: manifest.tier,
      },
      retrieved: main.retrieved,
      licence: main.licence,
      reviewer: main.reviewer,
      owner: await nameOf(workspace, dataset?.owner ?? null),
      ...(dataset === undefined || dataset.description === ''
        ? {}
        : { description: dataset.description }),
      ...(records === null ? {} : { records: records.count, recordRoot: records.root }),
      columns: manifest.schema.map(({ name, type, list }) => ({
        name,
        type: list ? `list of ${type}` : type,
      })),
      parents,
      ...(manifest.transformation === null
        ? {}
        : { transformation: transformationFacts(manifest.transformation) }),
      ...(scan === undefined ? {} : { scan }),
    },
    missing: missingOf(origins.length === 0 ? [UNKNOWN] : origins),
  };
}

interface Origin {
  readonly name: string;
  readonly tier: string;
  readonly uri: string;
  readonly revision: string;
  readonly publisher: string;
  readonly content: string;
  readonly retrieved: string;
  readonly licence: string;
  readonly reviewer: { readonly name: string };
}

const UNKNOWN: Origin = {
  name: '',
  tier: '',
  uri: '',
  revision: '',
  publisher: '',
  content: '',
  retrieved: '',
  licence: '',
  reviewer: { name: '' },
};

async function originOf(workspace: Workspace, source: ManifestSource): Promise<Origin> {
  const { read } = workspace;
  const [row, retrieval] = await Promise.all([
    read.sources.find(source.name),
    source.retrieval === null ? undefined : read.retrievals.find(source.retrieval),
  ]);
  return {
    ...UNKNOWN,
    name: source.name,
    tier: source.tier,
    publisher: row?.publisher ?? '',
    ...(retrieval === undefined ? {} : retrieved(retrieval, row)),
    reviewer: { name: await nameOf(workspace, retrieval?.reviewer ?? null) },
  };
}

function retrieved(
  retrieval: RetrievalRow,
  source: SourceRow | undefined,
): Pick<Origin, 'uri' | 'revision' | 'content' | 'retrieved' | 'licence'> {
  return {
    uri: retrieval.uriAsked,
    revision: retrieval.pin,
    content: retrieval.content ?? '',
    retrieved: retrieval.finished ?? '',
    licence: retrieval.licence === '' ? (source?.licence ?? '') : retrieval.licence,
  };
}

function missingOf(origins: readonly Origin[]): readonly string[] {
  const fields: readonly [field: string, of: (origin: Origin) => string][] = [
    ['source', ({ uri, publisher }) => (publisher.trim() === '' ? '' : uri)],
    ['hash', ({ content }) => content],
    ['version', ({ revision }) => revision],
    ['retrieval date', ({ retrieved: date }) => date],
    ['licence', ({ licence }) => licence],
    ['reviewer', ({ reviewer }) => reviewer.name],
  ];
  return fields.flatMap(([field, of]) =>
    origins.some((origin) => of(origin).trim() === '') ? [field] : [],
  );
}

async function nameOf({ read }: Workspace, principal: PrincipalId | null): Promise<string> {
  if (principal === null) return '';
  const keys = await read.identities.ofPrincipal(principal);
  return keys.at(-1)?.name ?? '';
}

function transformationFacts({
  name,
  code,
  parameters,
}: Transformation): NonNullable<DatasetFacts['transformation']> {
  return {
    name,
    code,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([key, value]) => [key, settingOf(value)]),
    ),
  };
}

function settingOf(value: unknown): Setting {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as Setting)
    : JSON.stringify(value);
}
