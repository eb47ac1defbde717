import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest.ts';
import type { Json, VerdictRow } from '../rows/verdicts.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

const rows = new RowSeal<VerdictRow, Json>('verdicts', ['details']);

export class Verdicts {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: VerdictRow): Promise<void> {
    await this.#database.insertInto('verdicts').values(rows.seal(row)).execute();
  }

  async find(statement: Digest): Promise<VerdictRow | undefined> {
    const query = this.#database.selectFrom('verdicts').selectAll();
    return rows.openOne(await query.where('statement', '=', statement).executeTakeFirst());
  }

  /** Verdicts on a subject, newest first. */
  async ofSubject(subject: Digest): Promise<VerdictRow[]> {
    const query = this.#database.selectFrom('verdicts').selectAll().where('subject', '=', subject);
    const found = await query.orderBy('issued', 'desc').orderBy('statement').execute();
    return found.map((row) => rows.open(row));
  }

  /** The newest verdict of one gate on a subject. */
  async latest(subject: Digest, gate: string): Promise<VerdictRow | undefined> {
    return (await this.ofSubject(subject)).find((row) => row.gate === gate);
  }
}
