import type { Kysely } from 'kysely';
import type { DatasetVersionId, RetrievalId, SourceName } from '../../core/identifiers.ts';
import type { Json, RetrievalRow } from '../rows/retrievals.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';
import { inBatches } from './in-batches.ts';

const rows = new RowSeal<RetrievalRow, Json>('retrievals', ['details']);

export class Retrievals {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: RetrievalRow): Promise<void> {
    await this.#database.insertInto('retrievals').values(rows.seal(row)).execute();
  }

  async find(id: RetrievalId): Promise<RetrievalRow | undefined> {
    const query = this.#database.selectFrom('retrievals').selectAll().where('id', '=', id);
    return rows.openOne(await query.executeTakeFirst());
  }

  /** The retrievals of these ids, in any order; those that are not there are left out. */
  async findAll(ids: readonly RetrievalId[]): Promise<RetrievalRow[]> {
    const found: RetrievalRow[] = [];
    for (const some of inBatches(ids)) {
      const query = this.#database.selectFrom('retrievals').selectAll().where('id', 'in', some);
      found.push(...(await query.execute()).map((row) => rows.open(row)));
    }
    return found;
  }

  /** What was retrieved from a source, newest first. */
  async ofSource(source: SourceName): Promise<RetrievalRow[]> {
    const query = this.#database.selectFrom('retrievals').selectAll().where('source', '=', source);
    const found = await query.orderBy('started', 'desc').orderBy('id').execute();
    return found.map((row) => rows.open(row));
  }

  /** What was retrieved into a version, oldest first. */
  async ofVersion(version: DatasetVersionId): Promise<RetrievalRow[]> {
    const query = this.#database.selectFrom('retrievals').selectAll();
    const found = await query.where('version', '=', version).orderBy('started').execute();
    return found.map((row) => rows.open(row));
  }

  /** Retrievals that were begun and not ended, oldest first: what can be resumed. */
  async unfinished(): Promise<RetrievalRow[]> {
    const query = this.#database.selectFrom('retrievals').selectAll();
    const found = await query.where('state', '=', 'started').orderBy('started').execute();
    return found.map((row) => rows.open(row));
  }

  async replace(row: RetrievalRow): Promise<void> {
    const update = this.#database.updateTable('retrievals').set(rows.seal(row));
    await update.where('id', '=', row.id).execute();
  }
}
