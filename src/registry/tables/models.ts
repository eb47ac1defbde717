import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest.ts';
import type {
  ModelName,
  ModelVersionId,
  Name,
  PrincipalId,
  RunId,
} from '../../core/identifiers.ts';
import type { Schema } from '../schema.ts';
import { RowSeal, type SealedRow } from '../sealed-row.ts';

/** A line of model versions under one name. */
export interface ModelRow {
  readonly name: ModelName;
  readonly owner: PrincipalId | null;
  readonly description: string;
  /** One of the impacts of the policy. */
  readonly impact: string;
  readonly created: string;
}

export interface ModelVersionRow {
  readonly id: ModelVersionId;
  readonly model: ModelName;
  /** The run that made it; null for a model from elsewhere. */
  readonly run: RunId | null;
  readonly created: string;
  readonly createdBy: PrincipalId;
  readonly state: 'candidate' | 'promoted' | 'in-service' | 'retired' | 'withdrawn';
  readonly stateChanged: string;
  readonly files: number;
  readonly bytes: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly statement: Digest | null;
}

/** A moving name for a model version, such as `production`. */
export interface ModelAliasRow {
  readonly model: ModelName;
  readonly name: Name;
  readonly version: ModelVersionId;
  readonly moved: string;
  readonly movedBy: PrincipalId;
}

type VersionJson = 'details';
export type ModelsTable = SealedRow<ModelRow>;
export type ModelVersionsTable = SealedRow<ModelVersionRow, VersionJson>;
export type ModelAliasesTable = SealedRow<ModelAliasRow>;

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
