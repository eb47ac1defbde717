import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { sqliteFailure } from './sqlite-failure.ts';

/** Prepared statements that are kept; the registry has fewer distinct ones than this. */
const KEPT_STATEMENTS = 256;

/** One connection of Kysely over `node:sqlite`, with its statements prepared once. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#attempt(() => this.#execute<Row>(query));
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const statement = this.#database.prepare(query.sql);
    for (const row of statement.iterate(...parametersOf(query))) {
      yield await Promise.resolve({ rows: [row as Row] });
    }
  }

  /** Runs SQL of the program's own, without parameters. */
  run(sql: string): Promise<void> {
    return this.#attempt(() => this.#database.exec(sql));
  }

  #execute<Row>(query: CompiledQuery): QueryResult<Row> {
    const statement = this.#prepared(query.sql);
    const parameters = parametersOf(query);
    if (statement.columns().length > 0) return { rows: statement.all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  #prepared(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept;
    const statement = this.#database.prepare(sql);
    const oldest = this.#statements.keys().next();
    if (this.#statements.size >= KEPT_STATEMENTS && oldest.done !== true)
      this.#statements.delete(oldest.value);
    this.#statements.set(sql, statement);
    return statement;
  }

  // node:sqlite answers at once; its exceptions become rejections, as callers of Kysely expect.
  #attempt<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      try {
        resolve(work());
      } catch (error) {
        reject(sqliteFailure(error, this.#file));
      }
    });
  }
}

function parametersOf(query: CompiledQuery): SQLInputValue[] {
  return query.parameters as SQLInputValue[];
}
