import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { Driver } from 'kysely';
import { CredenceError } from '../../core/error.ts';
import { SqliteConnection } from './sqlite-connection.ts';

export interface SqliteDriverOptions {
  readonly file: string;
  /** How long a transaction waits for another process to finish its own, in milliseconds. */
  readonly patience: number;
  /** Milliseconds that a statement waits inside SQLite, blocking the thread. */
  readonly busyTimeout: number;
}

const LONGEST_PAUSE = 25;

/** Kysely's driver over one `node:sqlite` connection. A transaction takes the write lock at its start. */
export class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #options: SqliteDriverOptions;
  readonly #connection: SqliteConnection;

  constructor(database: DatabaseSync, options: SqliteDriverOptions) {
    this.#database = database;
    this.#options = options;
    this.#connection = new SqliteConnection(database, options.file);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  acquireConnection(): Promise<SqliteConnection> {
    return Promise.resolve(this.#connection);
  }

  /**
   * Waits for the lock without blocking the thread, so that the transaction that holds it can end
   * even when it is one of this very process.
   */
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    const giveUp = performance.now() + this.#options.patience;
    await connection.run('PRAGMA busy_timeout = 0');
    try {
      for (let wait = 1; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
        if (await this.#begun(connection, giveUp)) return;
        await pause(wait);
      }
    } finally {
      await connection.run(`PRAGMA busy_timeout = ${this.#options.busyTimeout}`);
    }
  }

  commitTransaction(connection: SqliteConnection): Promise<void> {
    return connection.run('COMMIT');
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    // After some failures SQLite has rolled back by itself, and a second rollback would hide the first error.
    if (this.#database.isTransaction) await connection.run('ROLLBACK');
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  async #begun(connection: SqliteConnection, giveUp: number): Promise<boolean> {
    try {
      await connection.run('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      const busy = error instanceof CredenceError && error.code === 'LOCKED';
      if (!busy || performance.now() > giveUp) throw error;
      return false;
    }
  }
}
