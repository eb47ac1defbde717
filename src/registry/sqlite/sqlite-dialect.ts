import type { DatabaseSync } from 'node:sqlite';
import {
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { SqliteDriver, type SqliteDriverOptions } from './sqlite-driver.ts';

/** Kysely's SQLite over the SQLite that Node brings. */
export class SqliteDialect implements Dialect {
  readonly #database: DatabaseSync;
  readonly #options: SqliteDriverOptions;

  constructor(database: DatabaseSync, options: SqliteDriverOptions) {
    this.#database = database;
    this.#options = options;
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#database, this.#options);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }
}
