import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { CredenceError } from '../core/error.ts';
import { migrate } from './migrations/migrate.ts';
import type { Registry } from './registry.ts';
import { type OpenDatabase, openSqlite } from './sqlite/open-sqlite.ts';
import { type Tables, tablesOver } from './tables.ts';
import { verifyRows } from './verify-rows.ts';
import { verifySchema } from './verify-schema.ts';

/**
 * The registry in a SQLite file, which is made where it is missing.
 *
 * @throws CredenceError `STORAGE_FAILED`, `INTEGRITY_FAILED`, `LOCKED`, or `DATA_UNSUPPORTED` for a
 * schema newer than this program
 */
export async function openRegistry(file: string): Promise<Registry> {
  const writer = openSqlite(file, 'write');
  try {
    await migrate(writer.queries, file);
    return new SqliteRegistry(file, writer, openSqlite(file, 'read'));
  } catch (error) {
    await writer.close();
    throw error;
  }
}

class SqliteRegistry implements Registry {
  readonly read: Tables;
  readonly #file: string;
  readonly #writer: OpenDatabase;
  // Reading has a connection of its own, so that it goes on while a transaction waits for something else.
  readonly #reader: OpenDatabase;
  readonly #inside = new AsyncLocalStorage<true>();

  constructor(file: string, writer: OpenDatabase, reader: OpenDatabase) {
    this.#file = file;
    this.#writer = writer;
    this.#reader = reader;
    this.read = tablesOver(reader.queries);
  }

  transaction<Result>(work: (tables: Tables) => Promise<Result>): Promise<Result> {
    if (this.#inside.getStore() === true) {
      throw new CredenceError('INTERNAL', 'A transaction was begun within a transaction.', {
        hint: 'Use the tables that the outer transaction gave.',
      });
    }
    return this.#writer.queries
      .transaction()
      .execute((database) => this.#inside.run(true, () => work(tablesOver(database))));
  }

  async verify(): Promise<void> {
    const { rows } = await sql<{ integrityCheck: string }>`PRAGMA integrity_check(1)`.execute(
      this.#reader.queries,
    );
    const [first] = rows;
    if (first?.integrityCheck !== 'ok') {
      throw new CredenceError(
        'INTEGRITY_FAILED',
        `The registry is damaged: ${first?.integrityCheck ?? 'no answer'}.`,
        {
          at: { file: this.#file },
          hint: 'Restore the workspace from a backup with `credence restore`.',
        },
      );
    }
    await verifySchema(this.#reader.queries);
    await verifyRows(this.#reader.queries);
  }

  async copyTo(file: string): Promise<void> {
    // A connection that may only read may not do this either.
    const copier = openSqlite(this.#file, 'write');
    try {
      await sql`VACUUM INTO ${file}`.execute(copier.queries);
    } finally {
      await copier.close();
    }
  }

  async close(): Promise<void> {
    await this.#reader.close();
    await this.#writer.close();
  }
}
