import { open, rm, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBResult,
} from '@duckdb/node-api';
import { CredenceError } from '../../core/error.ts';
import type { ReadContext } from './read-context.ts';
import { fileError, type SourceFile } from './source-file.ts';

const FOOTER_BYTES = 8;

/** What a query reads: the file alone, whatever its path looks like. */
const TABLE = 'read_parquet(?, hive_partitioning = false, union_by_name = false)';

/** A Parquet file opened in a DuckDB of its own, bounded in memory and threads. */
export class ParquetFile {
  readonly #file: SourceFile;
  readonly #path: string;
  readonly #link: string | undefined;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(
    file: SourceFile,
    opened: {
      readonly path: string;
      readonly link: string | undefined;
      readonly instance: DuckDBInstance;
    },
    connection: DuckDBConnection,
  ) {
    this.#file = file;
    this.#path = opened.path;
    this.#link = opened.link;
    this.#instance = opened.instance;
    this.#connection = connection;
  }

  /** @throws CredenceError DATA_TRUNCATED when the file lacks its footer. */
  static async open(file: SourceFile, context: ReadContext): Promise<ParquetFile> {
    await requireFooter(file);
    const link = await linkIfPattern(file, context);
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: context.limits.duckdbMemory,
      threads: '2',
      temp_directory: context.scratch,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new ParquetFile(file, { path: link ?? resolve(file.path), link, instance }, connection);
  }

  /** Names and types of the columns, without reading rows. */
  describe(): Promise<DuckDBResult> {
    return this.#guard(() => this.#connection.run(`SELECT * FROM ${TABLE} LIMIT 0`, [this.#path]));
  }

  /** Names as the file's own schema has them: DuckDB renames the second of two equal ones. */
  async topLevelNames(): Promise<string[]> {
    const rows = await this.#rows('SELECT name, num_children FROM parquet_schema(?)');
    const names: string[] = [];
    const root = rows[0];
    let index = 1;
    for (let child = 0; child < Number(root?.[1] ?? 0) && index < rows.length; child++) {
      names.push(String(rows[index]?.[0]));
      let open = 1;
      while (open > 0 && index < rows.length) {
        open += Number(rows[index]?.[1] ?? 0) - 1;
        index += 1;
      }
    }
    return names;
  }

  /** Records of each row group, in order. */
  async rowGroups(): Promise<number[]> {
    const rows = await this.#rows(
      'SELECT row_group_id, any_value(row_group_num_rows) FROM parquet_metadata(?) GROUP BY row_group_id ORDER BY row_group_id',
    );
    return rows.map((row) => Number(row[1]));
  }

  /**
   * All records in file order.
   *
   * @throws CredenceError naming the row group when a page cannot be read.
   */
  async *chunks(expressions: readonly string[]): AsyncGenerator<DuckDBDataChunk> {
    const list = expressions.length === 0 ? 'NULL' : expressions.join(', ');
    try {
      yield* this.#stream(`SELECT ${list} FROM ${TABLE}`);
    } catch (cause) {
      throw parquetError(this.#file, cause, await this.#firstUnreadableGroup(list));
    }
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    if (this.#link !== undefined) await rm(this.#link, { force: true });
  }

  async *#stream(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.#connection.stream(sql, [this.#path]);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  /** DuckDB does not say where it failed: the first row group up to which reading fails. */
  async #firstUnreadableGroup(list: string): Promise<number> {
    await this.#connection.run('SET threads = 1');
    const groups = await this.rowGroups();
    let end = 0;
    for (const [index, rows] of groups.entries()) {
      end += rows;
      if (!(await this.#canRead(`SELECT ${list} FROM ${TABLE} LIMIT ${end}`))) return index;
    }
    return groups.length;
  }

  async #canRead(sql: string): Promise<boolean> {
    try {
      for await (const _ of this.#stream(sql));
      return true;
    } catch {
      return false;
    }
  }

  async #rows(sql: string): Promise<readonly (readonly unknown[])[]> {
    const reader = await this.#guard(() => this.#connection.runAndReadAll(sql, [this.#path]));
    return reader.getRows();
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw parquetError(this.#file, cause);
    }
  }
}

/** The typed error for what DuckDB says about a file. */
function parquetError(file: SourceFile, cause: unknown, rowGroup?: number): CredenceError {
  if (cause instanceof CredenceError) return cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  const at = rowGroup === undefined ? { file: file.name } : { file: file.name, rowGroup };
  const where = rowGroup === undefined ? '' : `, in row group ${rowGroup}`;
  if (/out of memory/i.test(words)) {
    return new CredenceError(
      'LIMIT_EXCEEDED',
      `${file.name} does not fit the memory set aside for Parquet${where}.`,
      {
        at,
        hint: 'Write it again with smaller row groups.',
        cause,
      },
    );
  }
  if (/utf-?8|string encoding/i.test(words)) {
    return new CredenceError(
      'DATA_ENCODING',
      `${file.name} holds text that is not UTF-8${where}.`,
      { at, cause },
    );
  }
  return new CredenceError('DATA_MALFORMED', `${file.name} is not a sound Parquet file${where}.`, {
    at,
    cause,
  });
}

/** A complete file ends as it began: with `PAR1` (Apache Parquet, file format). */
async function requireFooter(file: SourceFile): Promise<void> {
  const handle = await open(file.path, 'r').catch((cause: unknown) => {
    throw fileError(file.name, cause);
  });
  try {
    const tail = Buffer.alloc(FOOTER_BYTES);
    const start = file.bytes - FOOTER_BYTES;
    if (start >= 4) await handle.read(tail, 0, FOOTER_BYTES, start);
    const length = tail.readUInt32LE(0);
    if (tail.toString('latin1', 4) === 'PAR1' && length + 12 <= file.bytes) return;
    throw new CredenceError(
      'DATA_TRUNCATED',
      `${file.name} begins like Parquet but has no footer.`,
      {
        at: { file: file.name, byte: file.bytes },
        hint: 'The file is incomplete: fetch it again.',
      },
    );
  } finally {
    await handle.close();
  }
}

/** DuckDB takes some characters in a path for a glob: such a file is reached through a link. */
async function linkIfPattern(file: SourceFile, context: ReadContext): Promise<string | undefined> {
  const path = resolve(file.path);
  if (!/[*?[\]{}\\]/.test(path)) return undefined;
  const link = join(context.scratch, `parquet-${crypto.randomUUID()}`);
  await symlink(path, link);
  return link;
}
