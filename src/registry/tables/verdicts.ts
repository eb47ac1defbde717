import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest.ts';
import type { Schema } from '../schema.ts';
import { RowSeal, type SealedRow } from '../sealed-row.ts';

/** What a gate or a screening said about something, at a time and under a policy. */
export interface VerdictRow {
  /** Digest of the signed statement in the vault. */
  readonly statement: Digest;
  readonly subject: Digest;
  /** Who spoke: `screening`, `admission`, `training` or `promotion`. */
  readonly gate: string;
  readonly verdict: 'pass' | 'fail' | 'held' | 'inconclusive';
  readonly policy: Digest;
  readonly issued: string;
  readonly expires: string | null;
  /** Numbers that later gates need, such as the highest step of the ladder. */
  readonly details: Readonly<Record<string, unknown>>;
}

type Json = 'details';
export type VerdictsTable = SealedRow<VerdictRow, Json>;

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
