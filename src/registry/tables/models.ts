import type { Kysely } from 'kysely';
import type { ModelName, ModelVersionId } from '../../core/identifiers.ts';
import type { ModelAliasRow, ModelRow, ModelVersionRow, VersionJson } from '../rows/models.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';
import { inBatches } from './in-batches.ts';

const models = new RowSeal<ModelRow>('models', []);
const versions = new RowSeal<ModelVersionRow, VersionJson>('model_versions', ['details']);
const aliases = new RowSeal<ModelAliasRow>('model_aliases', []);

export class Models {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: ModelRow): Promise<void> {
    await this.#database.insertInto('models').values(models.seal(row)).execute();
  }

  async find(name: ModelName): Promise<ModelRow | undefined> {
    const query = this.#database.selectFrom('models').selectAll().where('name', '=', name);
    return models.openOne(await query.executeTakeFirst());
  }

  /** All models, by name. */
  async list(): Promise<ModelRow[]> {
    const query = this.#database.selectFrom('models').selectAll().orderBy('name');
    return (await query.execute()).map((row) => models.open(row));
  }

  async replace(row: ModelRow): Promise<void> {
    const update = this.#database.updateTable('models').set(models.seal(row));
    await update.where('name', '=', row.name).execute();
  }

  async addVersion(row: ModelVersionRow): Promise<void> {
    await this.#database.insertInto('modelVersions').values(versions.seal(row)).execute();
  }

  async findVersion(id: ModelVersionId): Promise<ModelVersionRow | undefined> {
    const query = this.#database.selectFrom('modelVersions').selectAll().where('id', '=', id);
    return versions.openOne(await query.executeTakeFirst());
  }

  /** The model versions of these ids, in any order; those that are not there are left out. */
  async findVersions(ids: readonly ModelVersionId[]): Promise<ModelVersionRow[]> {
    const found: ModelVersionRow[] = [];
    for (const some of inBatches(ids)) {
      const query = this.#database.selectFrom('modelVersions').selectAll().where('id', 'in', some);
      found.push(...(await query.execute()).map((row) => versions.open(row)));
    }
    return found;
  }

  /** Versions of a model, newest first. */
  async versions(model: ModelName): Promise<ModelVersionRow[]> {
    const query = this.#database.selectFrom('modelVersions').selectAll().where('model', '=', model);
    const found = await query.orderBy('created', 'desc').orderBy('id').execute();
    return found.map((row) => versions.open(row));
  }

  async replaceVersion(row: ModelVersionRow): Promise<void> {
    const update = this.#database.updateTable('modelVersions').set(versions.seal(row));
    await update.where('id', '=', row.id).execute();
  }

  /** Sets an alias, or moves it. */
  async putAlias(row: ModelAliasRow): Promise<void> {
    const insert = this.#database.insertInto('modelAliases').values(aliases.seal(row));
    await insert
      .onConflict((conflict) => conflict.columns(['model', 'name']).doUpdateSet(aliases.seal(row)))
      .execute();
  }

  /** Aliases of a model, by name. */
  async aliases(model: ModelName): Promise<ModelAliasRow[]> {
    const query = this.#database.selectFrom('modelAliases').selectAll().where('model', '=', model);
    return (await query.orderBy('name').execute()).map((row) => aliases.open(row));
  }
}
