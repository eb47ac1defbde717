import type { Kysely } from 'kysely';
import type { DatasetName, TagName } from '../../core/identifiers.ts';
import type { TagRow } from '../rows/tags.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

const rows = new RowSeal<TagRow>('tags', []);

export class Tags {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Sets a tag, or moves it. */
  async put(row: TagRow): Promise<void> {
    const insert = this.#database.insertInto('tags').values(rows.seal(row));
    await insert
      .onConflict((conflict) => conflict.columns(['dataset', 'name']).doUpdateSet(rows.seal(row)))
      .execute();
  }

  async find(dataset: DatasetName, name: TagName): Promise<TagRow | undefined> {
    const query = this.#database.selectFrom('tags').selectAll().where('dataset', '=', dataset);
    return rows.openOne(await query.where('name', '=', name).executeTakeFirst());
  }

  /** Tags of a dataset, by name. */
  async ofDataset(dataset: DatasetName): Promise<TagRow[]> {
    const query = this.#database.selectFrom('tags').selectAll().where('dataset', '=', dataset);
    return (await query.orderBy('name').execute()).map((row) => rows.open(row));
  }

  async list(): Promise<TagRow[]> {
    const query = this.#database.selectFrom('tags').selectAll();
    const found = await query.orderBy('dataset').orderBy('name').execute();
    return found.map((row) => rows.open(row));
  }

  async remove(dataset: DatasetName, name: TagName): Promise<void> {
    const removal = this.#database.deleteFrom('tags').where('dataset', '=', dataset);
    await removal.where('name', '=', name).execute();
  }
}
