import type { Digest } from '../../core/digest.ts';
import type {
  DatasetVersionId,
  PrincipalId,
  RetrievalId,
  SourceName,
} from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** What was fetched from a source, and what was known about it before anything was changed. */
export interface RetrievalRow {
  readonly id: RetrievalId;
  readonly source: SourceName;
  readonly uriAsked: string;
  readonly uriServed: string;
  /** What pins the content at the source: a commit, a snapshot, a digest. */
  readonly pin: string;
  readonly state: 'started' | 'complete' | 'blocked';
  readonly started: string;
  readonly finished: string | null;
  /** Digest of the whole, before any transformation. */
  readonly content: Digest | null;
  readonly publisherHash: 'match' | 'mismatch' | 'not-published';
  readonly signature: 'valid' | 'invalid' | 'unknown-key' | 'unsigned';
  readonly licence: string;
  readonly files: number;
  readonly bytes: number;
  readonly retrievedBy: PrincipalId;
  readonly reviewer: PrincipalId | null;
  readonly version: DatasetVersionId | null;
  /** Headers, redirects, scrape configuration, findings about the publisher. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly statement: Digest | null;
}

export type Json = 'details';
export type RetrievalsTable = SealedRow<RetrievalRow, Json>;
