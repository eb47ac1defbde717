import { type Kysely, sql } from 'kysely';
import { CredenceError } from '../core/error.ts';
import { migrate } from './migrations/migrate.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';

/**
 * Holds tables, indices and their constraints against those that an empty registry has.
 *
 * @throws CredenceError `INTEGRITY_FAILED` naming the first that differs
 */
export async function verifySchema(database: Kysely<Schema>): Promise<void> {
  const empty = openSqlite(':memory:', 'write');
  try {
    await migrate(empty.queries, ':memory:');
    const wanted = await definitions(empty.queries);
    const found = await definitions(database);
    for (const name of new Set([...wanted.keys(), ...found.keys()])) {
      if (wanted.get(name) === found.get(name)) continue;
      throw new CredenceError(
        'INTEGRITY_FAILED',
        `The registry is damaged: ${JSON.stringify(name)} is not defined as it should be.`,
        { hint: 'Restore the workspace from a backup with `credence restore`.' },
      );
    }
  } finally {
    await empty.close();
  }
}

async function definitions(database: Kysely<Schema>): Promise<Map<string, string | null>> {
  const query = sql<{ name: string; sql: string | null }>`SELECT name, sql FROM sqlite_schema`;
  const { rows } = await query.execute(database);
  return new Map(rows.map(({ name, sql: definition }) => [name, definition]));
}
