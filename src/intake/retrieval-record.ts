import type { Digest } from '../core/digest.ts';
import type { RetrievalId } from '../core/identifiers.ts';
import type { RetrievalRow } from '../registry/rows/retrievals.ts';
import type { SourceRow } from '../registry/rows/sources.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import { retrievalStatement } from '../statements/predicates/retrieval.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../workspace/unit-of-work.ts';
import type { PinnedSource } from './connectors/connector.ts';
import type { FetchedFile } from './fetch-journal.ts';
import type { PublishedMismatch } from './published-mismatch.ts';
import { referenceUri } from './reference-uri.ts';

/** What became of an attempt to take data in. */
export interface Attempt {
  readonly id: RetrievalId;
  readonly source: SourceRow;
  readonly uri: string;
  readonly pinned: PinnedSource;
  readonly started: string;
  readonly files: readonly Pick<FetchedFile, 'size' | 'published'>[];
  /** Of everything that came. */
  readonly content: Digest;
  /** The version that it became; null where it was blocked. */
  readonly version: { readonly name: string; readonly id: RetrievalRow['version'] & Digest } | null;
  readonly mismatches: readonly PublishedMismatch[];
}

/** Signs what was retrieved; returns the row that refers to the statement, for the caller to add. */
export async function signRetrieval(
  unit: UnitOfWork,
  attempt: Attempt,
  acting: ActingIdentity,
): Promise<RetrievalRow & { readonly statement: Digest }> {
  const { source, pinned, content, version } = attempt;
  const reviews = await unit.registry.sources.reviews(source.name);
  const reviewer = reviews.findLast(({ decision }) => decision === 'approve')?.reviewer ?? null;
  const draft = {
    ...retrievalRow(attempt, unit.now),
    retrievedBy: acting.identity.principal,
    reviewer,
  };
  const statement = retrievalStatement(version, {
    source: source.name,
    system: pinned.system,
    asked: pinned.asked,
    served: pinned.served,
    pin: pinned.version,
    retrieved: unit.now,
    content,
    files: draft.files,
    bytes: draft.bytes,
    publisherHash: draft.publisherHash,
    licence: draft.licence,
    reviewer,
    headers: pinned.headers,
    signals: pinned.signals.map(({ kind, what }) => ({ kind, what })),
    identity: pinned.identity,
  });
  const envelope = JSON.stringify(signStatement(statement, [acting.signer]));
  const { digest } = await unit.put({ bytes: envelope });
  return { ...draft, statement: digest };
}

function retrievalRow(
  { id, source, uri, pinned, started, files, content, version, mismatches }: Attempt,
  now: string,
): Omit<RetrievalRow, 'retrievedBy' | 'reviewer' | 'statement'> {
  return {
    id,
    source: source.name,
    uriAsked: pinned.asked,
    uriServed: pinned.served,
    pin: pinned.version,
    state: version === null ? 'blocked' : 'complete',
    started,
    finished: now,
    content,
    publisherHash: mismatches.length > 0 ? 'mismatch' : matchOf(files),
    signature: 'unsigned',
    licence: pinned.licence ?? source.licence,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    version: version?.id ?? null,
    details: {
      system: pinned.system,
      place: referenceUri(uri),
      author: pinned.author,
      time: pinned.time,
      parents: pinned.parents,
      headers: pinned.headers,
      identity: pinned.identity,
      tags: pinned.tags ?? {},
      signals: pinned.signals,
      mismatches,
    },
  };
}

/** One file of which nothing was published is enough for the whole not to be. */
function matchOf(files: Attempt['files']): RetrievalRow['publisherHash'] {
  return files.every(({ published }) => published === 'match') ? 'match' : 'not-published';
}
