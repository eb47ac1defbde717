import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest.ts';
import type { PrincipalId } from '../../core/identifiers.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { Schema } from '../schema.ts';
import { RowSeal, type SealedRow } from '../sealed-row.ts';

/** A signed act of a person on something named by its digest. */
export interface ApprovalRow {
  /** Digest of the signed statement in the vault. */
  readonly statement: Digest;
  readonly subject: Digest;
  readonly act: 'approve' | 'reject' | 'override';
  /** Which gate it is meant for, such as `admission` or `promotion`. */
  readonly purpose: string;
  readonly signer: KeyId;
  readonly principal: PrincipalId;
  readonly reason: string;
  readonly time: string;
  readonly expires: string | null;
}

export type ApprovalsTable = SealedRow<ApprovalRow>;

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
