import type { Kysely } from 'kysely';
import type { DatasetName } from '../../core/identifiers.ts';
import type { DatasetRow } from '../rows/datasets.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

const rows = new RowSeal<DatasetRow>('datasets', []);

export class Datasets {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: DatasetRow): Promise<void> {
    await this.#database.insertInto('datasets').values(rows.seal(row)).execute();
  }

  async find(name: DatasetName): Promise<DatasetRow | undefined> {
    const query = this.#database.selectFrom('datasets').selectAll().where('name', '=', name);
    return rows.openOne(await query.executeTakeFirst());
  }

  /** All datasets, by name. */
  async list(): Promise<DatasetRow[]> {
    const query = this.#database.selectFrom('datasets').selectAll().orderBy('name');
    return (await query.execute()).map((row) => rows.open(row));
  }

  async replace(row: DatasetRow): Promise<void> {
    const update = this.#database.updateTable('datasets').set(rows.seal(row));
    await update.where('name', '=', row.name).execute();
  }
}
