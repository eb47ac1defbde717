import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest.ts';
import type { DatasetName, DatasetVersionId, PrincipalId } from '../../core/identifiers.ts';
import type { Schema } from '../schema.ts';
import { RowSeal, type SealedRow } from '../sealed-row.ts';
import { prefixRange } from './prefix-range.ts';

/** What is known of a dataset version beside its manifest, which lies in the vault under the same digest. */
export interface VersionRow {
  readonly id: DatasetVersionId;
  readonly dataset: DatasetName;
  readonly parents: readonly DatasetVersionId[];
  readonly author: PrincipalId;
  readonly message: string;
  readonly created: string;
  /** `superseded` and `withdrawn` may not be trained on any more. */
  readonly state: 'quarantined' | 'admitted' | 'rejected' | 'superseded' | 'withdrawn';
  readonly stateChanged: string;
  /** Lowest trust tier among all that went into it. */
  readonly tier: string;
  readonly records: number;
  readonly files: number;
  readonly bytes: number;
  readonly statement: Digest | null;
}

type Json = 'parents';
export type VersionsTable = SealedRow<VersionRow, Json>;

const rows = new RowSeal<VersionRow, Json>('versions', ['parents']);

export class Versions {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: VersionRow): Promise<void> {
    await this.#database.insertInto('versions').values(rows.seal(row)).execute();
  }

  async find(id: DatasetVersionId): Promise<VersionRow | undefined> {
    const query = this.#database.selectFrom('versions').selectAll().where('id', '=', id);
    return rows.openOne(await query.executeTakeFirst());
  }

  /** Versions of a dataset, newest first. */
  async ofDataset(dataset: DatasetName): Promise<VersionRow[]> {
    const query = this.#database.selectFrom('versions').selectAll().where('dataset', '=', dataset);
    const found = await query.orderBy('created', 'desc').orderBy('id').execute();
    return found.map((row) => rows.open(row));
  }

  /** Versions of a dataset whose id begins with these hex digits; at most two, which is enough to know. */
  async startingWith(dataset: DatasetName, hexDigits: string): Promise<VersionRow[]> {
    const [from, to] = prefixRange(hexDigits);
    const query = this.#database.selectFrom('versions').selectAll().where('dataset', '=', dataset);
    const found = await query.where('id', '>=', from).where('id', '<', to).limit(2).execute();
    return found.map((row) => rows.open(row));
  }

  /** Every version there is, by id: what garbage collection starts from. */
  async list(): Promise<VersionRow[]> {
    const query = this.#database.selectFrom('versions').selectAll().orderBy('id');
    return (await query.execute()).map((row) => rows.open(row));
  }

  async replace(row: VersionRow): Promise<void> {
    const update = this.#database.updateTable('versions').set(rows.seal(row));
    await update.where('id', '=', row.id).execute();
  }
}
