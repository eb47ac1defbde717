import type { Digest } from '../../core/digest.ts';
import type { PrincipalId, SourceName } from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** A place on the allowlist, or one that asks to be there. */
export interface SourceRow {
  readonly name: SourceName;
  /** Who publishes what comes from there. */
  readonly publisher: string;
  /** One of the source types of the policy, such as `curated` or `scraped`. */
  readonly type: string;
  /** One of the trust tiers of the policy. */
  readonly tier: string;
  /** URIs that belong to it, as patterns. */
  readonly uris: readonly string[];
  readonly licence: string;
  readonly owner: PrincipalId;
  readonly requestedBy: PrincipalId;
  /** RFC 3339, UTC. */
  readonly requested: string;
  readonly state: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  readonly stateChanged: string;
  /** Due diligence, publisher's verification, what was scraped and how, last seen maintainers. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly statement: Digest | null;
}

/** What someone other than the requester thinks of a source. */
export interface SourceReviewRow {
  readonly id: string;
  readonly source: SourceName;
  readonly reviewer: PrincipalId;
  readonly decision: 'approve' | 'reject';
  readonly tier: string;
  readonly reason: string;
  readonly time: string;
  readonly statement: Digest | null;
}

export type SourceJson = 'uris' | 'details';
export type SourcesTable = SealedRow<SourceRow, SourceJson>;
export type SourceReviewsTable = SealedRow<SourceReviewRow>;
