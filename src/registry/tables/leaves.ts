import type { Kysely } from 'kysely';
import { CredenceError } from '../../core/error.ts';
import type { Schema } from '../schema.ts';

/** Rows of one insert, and of one page of reading. */
const INSERTED = 500;
const READ = 2_048;

/** The entries of the ledger, in order. What they say is the ledger's business. */
export class Leaves {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** How many there are. */
  async size(): Promise<number> {
    const query = this.#database.selectFrom('ledgerLeaves').select('position');
    const last = await query.orderBy('position', 'desc').limit(1).executeTakeFirst();
    return last === undefined ? 0 : last.position + 1;
  }

  /** The last entry, or undefined where there is none. */
  async last(): Promise<Uint8Array | undefined> {
    const query = this.#database.selectFrom('ledgerLeaves').select('entry');
    return (await query.orderBy('position', 'desc').limit(1).executeTakeFirst())?.entry;
  }

  /**
   * Appends entries, inside a transaction.
   *
   * @returns the position of the first
   */
  async append(entries: readonly Uint8Array[]): Promise<number> {
    const first = await this.size();
    for (let from = 0; from < entries.length; from += INSERTED) {
      const batch = entries.slice(from, from + INSERTED);
      await this.#database
        .insertInto('ledgerLeaves')
        .values(batch.map((entry, index) => ({ position: first + from + index, entry })))
        .execute();
    }
    return first;
  }

  /**
   * Entries `from` (included) to `to` (excluded), a page at a time.
   *
   * @throws CredenceError `INTEGRITY_FAILED` where one is missing
   */
  async *read(from: number, to: number): AsyncGenerator<Uint8Array> {
    for (let start = from; start < to; start += READ) {
      const end = Math.min(start + READ, to);
      const query = this.#database.selectFrom('ledgerLeaves').selectAll();
      const page = await query
        .where('position', '>=', start)
        .where('position', '<', end)
        .orderBy('position')
        .execute();
      for (let offset = 0; offset < end - start; offset += 1) {
        const leaf = page[offset];
        const whole = leaf?.position === start + offset && leaf.entry instanceof Uint8Array;
        if (!whole) throw missing(start + offset);
        yield leaf.entry;
      }
    }
  }
}

function missing(position: number): CredenceError {
  return new CredenceError(
    'INTEGRITY_FAILED',
    `The registry is damaged: leaf ${position} of the ledger is missing.`,
    { hint: 'Restore the workspace from a backup with `credence restore`.' },
  );
}
