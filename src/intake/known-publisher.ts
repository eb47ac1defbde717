import { z } from 'zod';
import type { RetrievalRow } from '../registry/rows/retrievals.ts';
import type { SourceRow } from '../registry/rows/sources.ts';
import type { Tables } from '../registry/tables.ts';
import { sourceDetails } from './sources/source-facts.ts';

/** What a retrieval recorded of where it came from, beyond the columns of its row. */
export interface RetrievalDetails {
  /** The reference without its version, by which places of one source are told apart. */
  readonly place: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly identity: Readonly<Record<string, string>>;
  /** Where tags pointed. */
  readonly tags: Readonly<Record<string, string>>;
}

const RECORD = z.record(z.string(), z.string()).catch({});
const DETAILS: z.ZodType<RetrievalDetails> = z.object({
  place: z.string().catch(''),
  headers: RECORD,
  identity: RECORD,
  tags: RECORD,
});

/** The details of a retrieval, read back. */
export function retrievalDetails({ details }: Pick<RetrievalRow, 'details'>): RetrievalDetails {
  return DETAILS.parse(details);
}

/** Retrievals since a source was approved last, of one place or of all, newest first. */
export async function retrievalsSinceReview(
  { retrievals }: Tables,
  source: SourceRow,
  place?: string,
): Promise<readonly RetrievalRow[]> {
  const all = await retrievals.ofSource(source.name);
  return all.filter(
    (row) =>
      row.state === 'complete' &&
      row.started >= source.stateChanged &&
      (place === undefined || retrievalDetails(row).place === place),
  );
}

/**
 * What must still be true of the publisher: what the reviewers agreed to, else what the first retrieval
 * since their approval found and signed. The source's entry stays as it was reviewed, so no act on it
 * loses its subject; a source that is approved anew is known anew.
 *
 * @param place a reference without its version
 */
export async function knownPublisher(
  tables: Tables,
  source: SourceRow,
  place: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const first = (await retrievalsSinceReview(tables, source, place)).at(-1);
  const reviewed = sourceDetails(source).identity;
  if (first === undefined) return reviewed;
  return { ...retrievalDetails(first).identity, ...reviewed };
}
