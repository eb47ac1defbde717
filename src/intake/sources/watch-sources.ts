import type { Verdict } from '../../findings/verdict.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { sourceWatchStatement } from '../../statements/predicates/source-watch.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ConnectorOptions } from '../connectors/connector.ts';
import { knownPublisher, retrievalDetails, retrievalsSinceReview } from '../known-publisher.ts';
import { holdSource } from './hold-source.ts';
import { needSource } from './review-source.ts';
import { sourceEntryDigest } from './source-entry.ts';
import { sourceDetails } from './source-facts.ts';
import { type WatchedPlace, watchPlace } from './watch-place.ts';

export interface WatchRequest {
  /** All approved sources where absent. */
  readonly source?: string | undefined;
  readonly environment: ConnectorOptions['environment'];
  readonly signal?: AbortSignal | undefined;
}

export interface WatchedSource {
  readonly source: SourceRow;
  readonly places: readonly WatchedPlace[];
  readonly verdict: Verdict;
}

/**
 * Looks again at what was taken from approved sources, place by place. What was seen is signed and noted;
 * a source where something blocks must be reviewed again before more is taken from it.
 *
 * @throws CredenceError `NOT_FOUND`
 */
export async function watchSources(
  workspace: Workspace,
  request: WatchRequest,
  acting: ActingIdentity,
): Promise<readonly WatchedSource[]> {
  const wanted =
    request.source === undefined
      ? await workspace.read.sources.list()
      : [await needSource({ registry: workspace.read }, request.source)];
  const watched: WatchedSource[] = [];
  for (const source of wanted.filter(({ state }) => state === 'approved'))
    watched.push(await watchSource(workspace, { source, request }, acting));
  return watched;
}

async function watchSource(
  workspace: Workspace,
  { source, request }: { readonly source: SourceRow; readonly request: WatchRequest },
  acting: ActingIdentity,
): Promise<WatchedSource> {
  const retrievals = await retrievalsSinceReview(workspace.read, source);
  // The newest of each place: they come newest first, and the first of a place stays.
  const newest = new Map(
    retrievals.toReversed().map((retrieval) => [retrievalDetails(retrieval).place, retrieval]),
  );
  const places: WatchedPlace[] = [];
  for (const retrieval of newest.values())
    places.push(
      await watchPlace(retrieval, {
        identity: await knownPublisher(workspace.read, source, retrievalDetails(retrieval).place),
        revived: sourceDetails(source).revived,
        environment: request.environment,
        now: new Date(workspace.clock.now()),
        scratch: workspace.paths.scratch,
        signal: request.signal,
      }),
    );
  const signals = places.flatMap((place) => place.signals).filter(({ blocks }) => blocks);
  const { value } = await workspace.commit(async (unit) => {
    const entry = sourceEntryDigest(source);
    const statement = sourceWatchStatement(entry, {
      source: source.name,
      watched: unit.now,
      places: places.map(({ place, pin, unseen, signals: seen }) => ({
        place,
        pin,
        unseen,
        signals: seen.map(({ kind, what, blocks }) => ({ kind, what, blocks })),
      })),
    });
    const envelope = JSON.stringify(signStatement(statement, [acting.signer]));
    const { digest } = await unit.put({ bytes: envelope });
    await unit.log({
      type: 'source.watched',
      subjects: [entry],
      statement: digest,
      actor: acting.identity.keyId,
    });
    return signals.length === 0 ? source : await holdSource(unit, { source, signals }, acting);
  });
  return { source: value, places, verdict: verdictOf(places) };
}

function verdictOf(places: readonly WatchedPlace[]): Verdict {
  if (places.some(({ signals }) => signals.some(({ blocks }) => blocks))) return 'fail';
  return places.some(({ unseen }) => unseen !== null) ? 'inconclusive' : 'pass';
}
