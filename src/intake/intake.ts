import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import type { DatasetName, RetrievalId } from '../core/identifiers.ts';
import { asName } from '../core/name.ts';
import type { SourceRow } from '../registry/rows/sources.ts';
import { comparePaths, type ManifestFile } from '../vault/dataset-manifest.ts';
import type { ObjectStore } from '../vault/object-store.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { keepHiddenRows } from '../workspace/versions/hidden-rows.ts';
import { readRecords } from '../workspace/versions/read-records.ts';
import { freeTag } from '../workspace/versions/tag-name.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';
import { approvedSource } from './approved-source.ts';
import { blockIntake } from './block-intake.ts';
import type { PinnedSource } from './connectors/connector.ts';
import { connectorFor } from './connectors/connectors.ts';
import type { SignalKind } from './connectors/signal.ts';
import { contentDigest } from './content-digest.ts';
import { assertUntouched, type FetchContext, fetchFiles, type KeptFile } from './fetch-files.ts';
import { FetchJournal } from './fetch-journal.ts';
import { knownDigests } from './known-digests.ts';
import { knownPublisher } from './known-publisher.ts';
import type { PublishedMismatch } from './published-mismatch.ts';
import { recordIntake } from './record-intake.ts';
import { referenceUri } from './reference-uri.ts';
import { notAllowed, refuseIntake } from './refuse-intake.ts';
import type { Attempt } from './retrieval-record.ts';
import { holdSource } from './sources/hold-source.ts';
import { sourceEntryDigest } from './sources/source-entry.ts';
import { sourceDetails } from './sources/source-facts.ts';
import type { Taken } from './taken.ts';

/** More is probably a mistake, or a server that does not stop. */
const MOST_BYTES = 1024 ** 4;

export interface IntakeRequest {
  readonly uri: string;
  /** Name of a source on the allowlist. */
  readonly source: string;
  readonly dataset: string;
  readonly message: string;
  /** A name for the version, beside its id. */
  readonly tag?: string | undefined;
  /** What the whole must turn out to be, and what pins a reference that does not pin itself. */
  readonly expected?: Digest | undefined;
  /** The most that the version may have; a tebibyte unless told. */
  readonly maximumBytes?: number | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: FetchContext['progress'];
}

/**
 * Takes data in: from a source on the allowlist, at a version that stays the same, every byte hashed
 * before anything is done with it. The version waits in quarantine for its admission.
 *
 * @throws CredenceError `NOT_ALLOWED` for a source that is not approved, a reference outside of it, or a
 * publisher who is not the one who was reviewed; `NOT_PINNED`; `INTEGRITY_FAILED`; what connectors throw
 */
export async function intake(
  workspace: Workspace,
  request: IntakeRequest,
  acting: ActingIdentity,
): Promise<Committed<Taken>> {
  const dataset = asName<DatasetName>(request.dataset);
  const tag = await freeTag(workspace.read, dataset, request.tag);
  const source = await approvedSource(workspace, request, acting);
  return await workspace.alone(`intake-${dataset}`, async () => {
    const pinned = await pin(workspace, { request, source });
    await holdBlocked(workspace, { pinned, source }, acting);
    const started = workspace.clock.now();
    const journal = await FetchJournal.open(workspace.paths.scratch, pinned, dataset);
    const { kept, mismatches } = await fetchFiles(pinned, {
      vault: workspace.vault,
      journal,
      known: await knownDigests(workspace, dataset),
      most: request.maximumBytes ?? MOST_BYTES,
      signal: request.signal,
      progress: request.progress,
    });
    const attempt = {
      id: workspace.freshId() as RetrievalId,
      source,
      uri: request.uri,
      pinned,
      started,
    };
    if (mismatches.length > 0)
      return await blockIntake(
        workspace,
        { ...attempt, ...blockedFiles(mismatches), version: null, mismatches },
        acting,
      );
    if (kept.length === 0)
      throw new CredenceError('DATA_EMPTY', `${pinned.served} holds no file.`, {
        hint: 'Check the reference.',
      });
    const files = await manifestFiles(kept, workspace.vault);
    const content = contentDigest(files);
    if (request.expected !== undefined && request.expected !== content) {
      // Nothing of it is right, so the next attempt fetches everything anew.
      await journal.close();
      return await blockIntake(
        workspace,
        { ...attempt, files: kept, content, version: null, mismatches: [] },
        acting,
      );
    }
    const known = await readRecords(kept.toSorted(comparePaths), {
      vault: workspace.vault,
      scratch: workspace.paths.scratch,
      signal: request.signal,
    });
    assertUntouched(kept);
    const taken = await workspace.commit((unit) =>
      recordIntake(
        unit,
        { ...attempt, dataset, kept, files, content, known, message: request.message, tag },
        acting,
      ),
    );
    await journal.close();
    return taken;
  });
}

/** What is known of files that were refused. */
function blockedFiles(
  mismatches: readonly PublishedMismatch[],
): Pick<Attempt, 'files' | 'content'> {
  return {
    files: mismatches.map(({ size }) => ({ size, published: 'mismatch' })),
    content: contentDigest(mismatches),
  };
}

async function manifestFiles(
  kept: readonly KeptFile[],
  vault: ObjectStore,
): Promise<readonly ManifestFile[]> {
  const files: ManifestFile[] = [];
  for (const { path, sha256, size, deletedRows } of kept.toSorted(comparePaths)) {
    const hidden = await keepHiddenRows(deletedRows, vault);
    files.push({ path, sha256, size, ...(hidden === undefined ? {} : { deletedRows: hidden }) });
  }
  return files;
}

async function pin(
  workspace: Workspace,
  { request, source }: { readonly request: IntakeRequest; readonly source: SourceRow },
): Promise<PinnedSource> {
  return await connectorFor(request.uri).pin(request.uri, {
    expected: request.expected,
    identity: await knownPublisher(workspace.read, source, referenceUri(request.uri)),
    revived: sourceDetails(source).revived,
    environment: request.environment,
    now: new Date(workspace.clock.now()),
    scratch: workspace.paths.scratch,
    signal: request.signal,
  });
}

/** A new review can settle these; others mean that the reference is the wrong one. */
const ABOUT_PUBLISHER: ReadonlySet<SignalKind> = new Set([
  'domain-changed',
  'identity-changed',
  'revived',
  'verification-lost',
]);

/** A publisher who is not the one who was reviewed is as good as unknown, until reviewed again. */
async function holdBlocked(
  workspace: Workspace,
  { pinned, source }: { readonly pinned: PinnedSource; readonly source: SourceRow },
  acting: ActingIdentity,
): Promise<void> {
  const blocking = pinned.signals.filter(({ blocks }) => blocks);
  if (blocking.length === 0) return;
  const signals = blocking.filter(({ kind }) => ABOUT_PUBLISHER.has(kind));
  if (signals.length > 0)
    await workspace.commit((unit) => holdSource(unit, { source, signals }, acting));
  await refuseIntake(
    workspace,
    notAllowed(
      blocking.map(({ what }) => what).join(' '),
      `Find out what happened, then withdraw ${source.name} or have it reviewed anew.`,
    ),
    { identity: acting.identity, subjects: [sourceEntryDigest(source)] },
  );
}
