import type { Kysely } from 'kysely';
import type { SourceName } from '../../core/identifiers.ts';
import type { SourceJson, SourceReviewRow, SourceRow } from '../rows/sources.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

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
