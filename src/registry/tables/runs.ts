import type { Kysely } from 'kysely';
import type { DatasetVersionId, RunId } from '../../core/identifiers.ts';
import type { Json, RunInputRow, RunOutputRow, RunRow } from '../rows/runs.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';
import { inBatches } from './in-batches.ts';

const runs = new RowSeal<RunRow, Json>('runs', ['parameters']);
const inputs = new RowSeal<RunInputRow>('run_inputs', []);
const outputs = new RowSeal<RunOutputRow>('run_outputs', []);

export class Runs {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  async add(row: RunRow): Promise<void> {
    await this.#database.insertInto('runs').values(runs.seal(row)).execute();
  }

  async find(id: RunId): Promise<RunRow | undefined> {
    const query = this.#database.selectFrom('runs').selectAll().where('id', '=', id);
    return runs.openOne(await query.executeTakeFirst());
  }

  /** The runs of these ids, in any order; those that are not there are left out. */
  async findAll(ids: readonly RunId[]): Promise<RunRow[]> {
    const found: RunRow[] = [];
    for (const some of inBatches(ids)) {
      const query = this.#database.selectFrom('runs').selectAll().where('id', 'in', some);
      found.push(...(await query.execute()).map((row) => runs.open(row)));
    }
    return found;
  }

  /** All runs, newest first. */
  async list(): Promise<RunRow[]> {
    const query = this.#database.selectFrom('runs').selectAll().orderBy('started', 'desc');
    return (await query.orderBy('id').execute()).map((row) => runs.open(row));
  }

  async replace(row: RunRow): Promise<void> {
    const update = this.#database.updateTable('runs').set(runs.seal(row));
    await update.where('id', '=', row.id).execute();
  }

  async addInput(row: RunInputRow): Promise<void> {
    await this.#database.insertInto('runInputs').values(inputs.seal(row)).execute();
  }

  async addOutput(row: RunOutputRow): Promise<void> {
    await this.#database.insertInto('runOutputs').values(outputs.seal(row)).execute();
  }

  /** What a run reads, by version. */
  async inputs(run: RunId): Promise<RunInputRow[]> {
    const query = this.#database.selectFrom('runInputs').selectAll().where('run', '=', run);
    return (await query.orderBy('version').execute()).map((row) => inputs.open(row));
  }

  /** What a run made, by model version. */
  async outputs(run: RunId): Promise<RunOutputRow[]> {
    const query = this.#database.selectFrom('runOutputs').selectAll().where('run', '=', run);
    return (await query.orderBy('model').execute()).map((row) => outputs.open(row));
  }

  /** Runs that read a version, by id. */
  async reading(version: DatasetVersionId): Promise<RunInputRow[]> {
    const query = this.#database.selectFrom('runInputs').selectAll().where('version', '=', version);
    return (await query.orderBy('run').execute()).map((row) => inputs.open(row));
  }
}
