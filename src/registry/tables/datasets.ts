import type { Kysely } from 'kysely';
import type { DatasetName, PrincipalId } from '../../core/identifiers.ts';
import type { Schema } from '../schema.ts';
import { RowSeal, type SealedRow } from '../sealed-row.ts';

/** A line of versions under one name. */
export interface DatasetRow {
  readonly name: DatasetName;
  /** Null refuses training: someone has to answer for the data. */
  readonly owner: PrincipalId | null;
  readonly description: string;
  readonly created: string;
  readonly createdBy: PrincipalId;
  /** Until when its versions must stay; null leaves it to the policy. */
  readonly retainUntil: string | null;
}

export type DatasetsTable = SealedRow<DatasetRow>;

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
