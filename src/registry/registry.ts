import type { Tables } from './tables.ts';

/** What we know: rows by family. It stores and decides nothing. Every implementation keeps one contract. */
export interface Registry {
  /** What is committed. Writing through it is refused. */
  readonly read: Tables;

  /**
   * Runs work in one transaction: all its changes are kept, and flushed to disk, before the promise
   * resolves, or none is where it rejects. Transactions of all processes take turns.
   *
   * @throws CredenceError `LOCKED` when another process holds the registry too long; `INTERNAL` for
   * a transaction within a transaction
   */
  transaction<Result>(work: (tables: Tables) => Promise<Result>): Promise<Result>;

  /**
   * Reads every row and every page.
   *
   * @throws CredenceError `INTEGRITY_FAILED` naming the first thing that is wrong
   */
  verify(): Promise<void>;

  /** Writes a whole and compact copy, as of one moment, into a file that must not exist. */
  copyTo(file: string): Promise<void>;

  close(): Promise<void>;
}
