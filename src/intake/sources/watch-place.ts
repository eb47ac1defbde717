import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { RetrievalRow } from '../../registry/rows/retrievals.ts';
import type { ConnectorOptions, PinnedSource } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';
import type { Signal } from '../connectors/signal.ts';
import { type RetrievalDetails, retrievalDetails } from '../known-publisher.ts';

/** What was seen at one place of a source. */
export interface WatchedPlace {
  readonly place: string;
  readonly pin: string;
  readonly signals: readonly Signal[];
  /** Why nothing could be seen; null where something was. */
  readonly unseen: string | null;
}

/** Headers that tell that a server has other bytes. */
const VALIDATORS = ['etag', 'content-length', 'last-modified'] as const;

/** Pins what was taken in once more, and tells what differs. */
export async function watchPlace(
  retrieval: RetrievalRow,
  options: Omit<ConnectorOptions, 'expected'>,
): Promise<WatchedPlace> {
  const { uriAsked: uri, pin } = retrieval;
  const details = retrievalDetails(retrieval);
  const seen = { place: details.place, pin };
  try {
    const connector = connectorFor(uri);
    const expected = retrieval.content ?? undefined;
    const found = await connector.pin(uri, { ...options, expected });
    const news = (await connector.news?.(uri, { ...options, expected })) ?? [];
    const signals = distinct([
      ...found.signals,
      ...differences(retrieval, { details, found }),
      ...news,
    ]);
    return { ...seen, signals, unseen: null };
  } catch (error) {
    if (!(error instanceof CredenceError)) throw error;
    const lost = lostSignal(error);
    return lost === null
      ? { ...seen, signals: [], unseen: error.message }
      : { ...seen, signals: [lost], unseen: null };
  }
}

/** A version that is gone or is another is news; a network that is down is none. */
function lostSignal({ code, message }: CredenceError): Signal | null {
  switch (code) {
    case 'NOT_FOUND':
    case 'FILE_NOT_FOUND':
      return {
        kind: 'gone',
        what: `What was taken in is no longer there: ${message}`,
        blocks: true,
      };
    case 'INTEGRITY_FAILED':
    case 'NOT_PINNED':
      return { kind: 'history-rewritten', what: message, blocks: true };
    default:
      return null;
  }
}

function differences(
  { pin }: RetrievalRow,
  { details, found }: { readonly details: RetrievalDetails; readonly found: PinnedSource },
): readonly Signal[] {
  return [
    // What is in a folder now is a version of its own, so there is nothing to hold it against.
    ...(found.system === 'file' || found.version === pin ? [] : [rewritten(pin, found.version)]),
    ...VALIDATORS.flatMap((name) => headerChange(name, details.headers[name], found.headers[name])),
    ...Object.entries(details.tags).flatMap(([tag, commit]) =>
      tagChange(tag, commit, found.tags?.[tag]),
    ),
  ];
}

function rewritten(pin: string, version: string): Signal {
  return {
    kind: 'history-rewritten',
    what: `What was pinned by ${visibleText(pin)} is ${visibleText(version)} now.`,
    blocks: true,
  };
}

function headerChange(
  name: string,
  before: string | undefined,
  now: string | undefined,
): readonly Signal[] {
  if (before === undefined || now === undefined || before === now) return [];
  const what = `The server said ${name} ${visibleText(before)}, and says ${visibleText(now)} now: other bytes are probably there.`;
  // What was taken in stays what it was, and a new intake is held against its digest.
  return [{ kind: 'content-changed', what, blocks: false }];
}

function tagChange(tag: string, before: string, now: string | undefined): readonly Signal[] {
  if (before === now) return [];
  const where = now === undefined ? 'is gone' : `points at ${now.slice(0, 12)}`;
  return [
    {
      kind: 'tag-moved',
      what: `The tag ${visibleText(tag)} pointed at ${before.slice(0, 12)} and ${where} now.`,
      blocks: true,
    },
  ];
}

function distinct(signals: readonly Signal[]): readonly Signal[] {
  return [...new Map(signals.map((signal) => [`${signal.kind} ${signal.what}`, signal])).values()];
}
