import type { Kysely } from 'kysely';
import type { DatasetName, DatasetVersionId } from '../../core/identifiers.ts';
import type { Json, VersionRow } from '../rows/versions.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';
import { inBatches } from './in-batches.ts';
import { prefixRange } from './prefix-range.ts';

const rows = new RowSeal<VersionRow, Json>('versions', ['parents']);

export class Versions {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: VersionRow): Promise<void> {
    await this.#database.insertInto('versions').values(rows.seal(row)).execute();
  }

  async find(id: DatasetVersionId): Promise<VersionRow | undefined> {
    const query = this.#database.selectFrom('versions').selectAll().where('id', '=', id);
    return rows.openOne(await query.executeTakeFirst());
  }

  /** The versions of these ids, in any order; those that are not there are left out. */
  async findAll(ids: readonly DatasetVersionId[]): Promise<VersionRow[]> {
    const found: VersionRow[] = [];
    for (const some of inBatches(ids)) {
      const query = this.#database.selectFrom('versions').selectAll().where('id', 'in', some);
      found.push(...(await query.execute()).map((row) => rows.open(row)));
    }
    return found;
  }

  /** Versions of a dataset, newest first. */
  async ofDataset(dataset: DatasetName): Promise<VersionRow[]> {
    const query = this.#database.selectFrom('versions').selectAll().where('dataset', '=', dataset);
    const found = await query.orderBy('created', 'desc').orderBy('id').execute();
    return found.map((row) => rows.open(row));
  }

  /** Versions of a dataset whose id begins with these hex digits; at most two, which is enough to know. */
  async startingWith(dataset: DatasetName, hexDigits: string): Promise<VersionRow[]> {
    const [from, to] = prefixRange(hexDigits);
    const query = this.#database.selectFrom('versions').selectAll().where('dataset', '=', dataset);
    const found = await query.where('id', '>=', from).where('id', '<', to).limit(2).execute();
    return found.map((row) => rows.open(row));
  }

  /** Every version there is, by id: what garbage collection starts from. */
  async list(): Promise<VersionRow[]> {
    const query = this.#database.selectFrom('versions').selectAll().orderBy('id');
    return (await query.execute()).map((row) => rows.open(row));
  }

  async replace(row: VersionRow): Promise<void> {
    const update = this.#database.updateTable('versions').set(rows.seal(row));
    await update.where('id', '=', row.id).execute();
  }
}
