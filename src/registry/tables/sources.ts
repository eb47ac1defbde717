import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest.ts';
import type { PrincipalId, SourceName } from '../../core/identifiers.ts';
import type { Schema } from '../schema.ts';
import { RowSeal, type SealedRow } from '../sealed-row.ts';

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

type SourceJson = 'uris' | 'details';
export type SourcesTable = SealedRow<SourceRow, SourceJson>;
export type SourceReviewsTable = SealedRow<SourceReviewRow>;

const sources = new RowSeal<SourceRow, SourceJson>('sources', ['uris', 'details']);
const reviews = new RowSeal<SourceReviewRow>('source_reviews', []);

export class Sources {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: SourceRow): Promise<void> {
    await this.#database.insertInto('sources').values(sources.seal(row)).execute();
  }

  async find(name: SourceName): Promise<SourceRow | undefined> {
    const query = this.#database.selectFrom('sources').selectAll().where('name', '=', name);
    return sources.openOne(await query.executeTakeFirst());
  }

  /** All sources, by name. */
  async list(): Promise<SourceRow[]> {
    const query = this.#database.selectFrom('sources').selectAll().orderBy('name');
    return (await query.execute()).map((row) => sources.open(row));
  }

  async replace(row: SourceRow): Promise<void> {
    const update = this.#database.updateTable('sources').set(sources.seal(row));
    await update.where('name', '=', row.name).execute();
  }

  async addReview(row: SourceReviewRow): Promise<void> {
    await this.#database.insertInto('sourceReviews').values(reviews.seal(row)).execute();
  }

  /** Reviews of a source, oldest first. */
  async reviews(source: SourceName): Promise<SourceReviewRow[]> {
    const query = this.#database.selectFrom('sourceReviews').selectAll();
    const found = await query.where('source', '=', source).orderBy('time').orderBy('id').execute();
    return found.map((row) => reviews.open(row));
  }
}
