import { CredenceError } from '../../core/error.ts';
import type { PrincipalId } from '../../core/identifiers.ts';
import type { Actor, AdmissionFacts, OriginFacts } from '../../policy/facts.ts';
import { SOURCE_TYPES } from '../../policy/source-types.ts';
import type { RetrievalRow } from '../../registry/rows/retrievals.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import type { ManifestSource } from '../../vault/dataset-manifest.ts';
import { actsOn } from '../../workspace/acts/acts-on.ts';
import { actorOf } from '../../workspace/identities/actor-of.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type KnownScreening, screeningOf } from './screening-facts.ts';

/** The purpose that approvals for this gate name. */
export const ADMISSION = 'admission';

export interface GatheredFacts {
  readonly facts: AdmissionFacts;
  readonly screening: KnownScreening | null;
}

/**
 * Gathers what the policy wants to know of a version: every byte is read again.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where the registry is not what was signed
 */
export async function admissionFacts(
  workspace: Workspace,
  { row, manifest }: KnownVersion,
  impact: string,
): Promise<GatheredFacts> {
  const { read, vault, clock } = workspace;
  const dataset = await read.datasets.find(row.dataset);
  const origins = await Promise.all(manifest.sources.map((source) => originOf(workspace, source)));
  const screening = await screeningOf(workspace, row.id);
  const { problems } = await vault.verify(manifest.files.map(({ sha256 }) => sha256));
  const facts: AdmissionFacts = {
    now: clock.now(),
    dataset: row.dataset,
    owner: await ownerName(workspace, dataset?.owner ?? null),
    impact,
    version: { id: row.id, tier: manifest.tier, taintedShare: manifest.taintedShare },
    integrity: problems.length === 0 ? 'verified' : 'mismatch',
    origins: origins.map(({ facts: origin }) => origin),
    curators: await curatorsOf(workspace, [row.author, ...origins.flatMap(({ people }) => people)]),
    screening: screening?.facts ?? null,
    approvals: await actsOn({ tables: read, vault }, row.id, ADMISSION),
    largestContributor: null,
  };
  return { facts, screening };
}

/** The name of who answers for a dataset: that of his newest key. */
async function ownerName({ read }: Workspace, owner: PrincipalId | null): Promise<string | null> {
  if (owner === null) return null;
  return (await read.identities.ofPrincipal(owner)).at(-1)?.name ?? null;
}

async function originOf(
  { read }: Workspace,
  { name, retrieval: id }: ManifestSource,
): Promise<{ readonly facts: OriginFacts; readonly people: readonly PrincipalId[] }> {
  const source = await read.sources.find(name);
  const retrieval = id === null ? undefined : await read.retrievals.find(id);
  const type = SOURCE_TYPES.find((known) => known === source?.type);
  if (source === undefined || type === undefined)
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `The source ${name} of this version is not known.`,
      {
        hint: 'Rows of the registry are missing. Run credence ledger verify, and restore a backup.',
      },
    );
  return {
    facts: {
      name,
      type,
      tier: source.tier,
      state: source.state,
      publisherHash: retrieval?.publisherHash ?? 'not-published',
      missing: missingOf(source, retrieval),
    },
    people: [source.requestedBy, ...(retrieval === undefined ? [] : [retrieval.retrievedBy])],
  };
}

/** The fields without which nobody can say where data came from (requirement PI-01). */
function missingOf(source: SourceRow, retrieval: RetrievalRow | undefined): readonly string[] {
  if (retrieval === undefined) return ['retrieval'];
  const fields = {
    source: source.publisher,
    digest: retrieval.content ?? '',
    version: retrieval.pin,
    'retrieval date': retrieval.finished ?? '',
    licence: retrieval.licence,
    reviewer: retrieval.reviewer ?? '',
  };
  return Object.entries(fields).flatMap(([field, value]) => (value.trim() === '' ? [field] : []));
}

async function curatorsOf(
  { read }: Workspace,
  principals: readonly PrincipalId[],
): Promise<readonly Actor[]> {
  const identities = await read.identities.list();
  return [...new Set(principals)].flatMap((principal) => {
    const identity = identities.findLast((one) => one.principal === principal);
    return identity === undefined ? [] : [actorOf(identity)];
  });
}
