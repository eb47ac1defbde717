import { type Kysely, sql } from 'kysely';
import { CredenceError } from '../../core/error.ts';
import type { Schema } from '../schema.ts';
import { firstTables } from './0001-first-tables.ts';
import type { Migration } from './migration.ts';

const MIGRATIONS: readonly Migration[] = [firstTables];

/**
 * Brings a database up to the schema that this program knows, all in one transaction.
 *
 * @throws CredenceError `DATA_UNSUPPORTED` where a newer program has changed it already
 */
export async function migrate(
  database: Kysely<Schema>,
  file: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  if ((await schemaVersion(database)) === migrations.length) return;
  await database.transaction().execute(async (transaction) => {
    const version = await schemaVersion(transaction);
    if (version > migrations.length) throw tooNew(version, migrations.length, file);
    for (const { number, name, statements } of migrations.slice(version)) {
      for (const statement of statements) await sql.raw(statement).execute(transaction);
      await transaction.insertInto('schemaMigrations').values({ number, name }).execute();
    }
  });
}

async function schemaVersion(database: Kysely<Schema>): Promise<number> {
  await sql`CREATE TABLE IF NOT EXISTS schema_migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL
  ) STRICT`.execute(database);
  const query = database.selectFrom('schemaMigrations').select('number');
  return (await query.orderBy('number', 'desc').limit(1).executeTakeFirst())?.number ?? 0;
}

function tooNew(version: number, known: number, file: string): CredenceError {
  return new CredenceError(
    'DATA_UNSUPPORTED',
    `A newer Credence wrote this workspace: its schema is ${version}, and this one knows ${known}.`,
    { at: { file }, hint: 'Update Credence. Nothing was changed.' },
  );
}
