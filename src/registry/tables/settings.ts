import type { Kysely } from 'kysely';
import type { SettingRow } from '../rows/settings.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

const rows = new RowSeal<SettingRow>('settings', []);

export class Settings {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async get(key: string): Promise<string | undefined> {
    const query = this.#database.selectFrom('settings').selectAll().where('key', '=', key);
    return rows.openOne(await query.executeTakeFirst())?.value;
  }

  async put(key: string, value: string): Promise<void> {
    const row = rows.seal({ key, value });
    const insert = this.#database.insertInto('settings').values(row);
    await insert.onConflict((conflict) => conflict.column('key').doUpdateSet(row)).execute();
  }
}
