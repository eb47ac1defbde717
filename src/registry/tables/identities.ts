import type { Kysely } from 'kysely';
import type { PrincipalId } from '../../core/identifiers.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { IdentityRow, Json } from '../rows/identities.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

const rows = new RowSeal<IdentityRow, Json>('identities', ['roles', 'groups', 'scope']);

export class Identities {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: IdentityRow): Promise<void> {
    await this.#database.insertInto('identities').values(rows.seal(row)).execute();
  }

  async find(keyId: KeyId): Promise<IdentityRow | undefined> {
    const query = this.#database.selectFrom('identities').selectAll().where('keyId', '=', keyId);
    return rows.openOne(await query.executeTakeFirst());
  }

  /** All keys, in the order in which they came. */
  async list(): Promise<IdentityRow[]> {
    const query = this.#database.selectFrom('identities').selectAll();
    return (await query.orderBy('created').orderBy('keyId').execute()).map((row) => rows.open(row));
  }

  /** All keys that a principal ever held, in the order in which they came. */
  async ofPrincipal(principal: PrincipalId): Promise<IdentityRow[]> {
    const query = this.#database.selectFrom('identities').selectAll();
    const found = await query.where('principal', '=', principal).orderBy('created').execute();
    return found.map((row) => rows.open(row));
  }

  /** The keys whose holder bears this name, in the order in which they came. */
  async named(name: string): Promise<IdentityRow[]> {
    const query = this.#database.selectFrom('identities').selectAll().where('name', '=', name);
    return (await query.orderBy('created').execute()).map((row) => rows.open(row));
  }

  async replace(row: IdentityRow): Promise<void> {
    const update = this.#database.updateTable('identities').set(rows.seal(row));
    await update.where('keyId', '=', row.keyId).execute();
  }
}
