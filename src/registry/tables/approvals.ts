import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest.ts';
import type { ApprovalRow } from '../rows/approvals.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

const rows = new RowSeal<ApprovalRow>('approvals', []);

export class Approvals {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: ApprovalRow): Promise<void> {
    await this.#database.insertInto('approvals').values(rows.seal(row)).execute();
  }

  async find(statement: Digest): Promise<ApprovalRow | undefined> {
    const query = this.#database.selectFrom('approvals').selectAll();
    return rows.openOne(await query.where('statement', '=', statement).executeTakeFirst());
  }

  /** Acts on a subject, oldest first. */
  async ofSubject(subject: Digest): Promise<ApprovalRow[]> {
    const query = this.#database.selectFrom('approvals').selectAll().where('subject', '=', subject);
    const found = await query.orderBy('time').orderBy('statement').execute();
    return found.map((row) => rows.open(row));
  }
}
