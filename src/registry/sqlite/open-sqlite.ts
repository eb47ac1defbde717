import { DatabaseSync } from 'node:sqlite';
import { CamelCasePlugin, Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { SqliteDialect } from './sqlite-dialect.ts';
import { sqliteFailure } from './sqlite-failure.ts';

const BUSY_TIMEOUT = 5_000;
const PATIENCE = 60_000;

// synchronous = FULL makes a commit wait for the disk: what is acknowledged survives a loss of power.
const SETTINGS = `
  PRAGMA busy_timeout = ${BUSY_TIMEOUT};
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
`;

/** What one connection may do: write, or only look at what is committed. */
export type Access = 'write' | 'read';

/** A database file that is open. */
export interface OpenDatabase {
  readonly queries: Kysely<Schema>;
  /** Ends the connection, whether or not it was ever used. */
  close(): Promise<void>;
}

/**
 * A connection to the database file, which is made where it is missing.
 *
 * @throws CredenceError `STORAGE_FAILED`, `INTEGRITY_FAILED` or `LOCKED`, naming the file
 */
export function openSqlite(file: string, access: Access): OpenDatabase {
  const database = openDatabase(file, access);
  const queries = new Kysely<Schema>({
    dialect: new SqliteDialect(database, { file, patience: PATIENCE, busyTimeout: BUSY_TIMEOUT }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return {
    queries,
    async close(): Promise<void> {
      // Kysely closes only what it has used.
      await queries.destroy();
      if (database.isOpen) database.close();
    },
  };
}

function openDatabase(file: string, access: Access): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { allowExtension: false });
    database.exec(SETTINGS);
    if (access === 'read') database.exec('PRAGMA query_only = ON');
    return database;
  } catch (error) {
    throw sqliteFailure(error, file);
  }
}
