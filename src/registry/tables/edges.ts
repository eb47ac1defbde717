import type { Kysely } from 'kysely';
import type { NodeId } from '../../core/identifiers.ts';
import type { Direction, EdgeRow } from '../rows/edges.ts';
import type { Schema } from '../schema.ts';
import { RowSeal } from '../sealed-row.ts';

const rows = new RowSeal<EdgeRow>('edges', []);
/** Rows of one insert, under the number of parameters that SQLite takes. */
const BATCH = 500;

export class Edges {
  readonly #database: Kysely<Schema>;

  constructor(database: Kysely<Schema>) {
    this.#database = database;
  }

  /** Adds steps; those that are there already stay as they are. */
  async add(edges: readonly EdgeRow[]): Promise<void> {
    for (let from = 0; from < edges.length; from += BATCH) {
      const batch = edges.slice(from, from + BATCH).map((row) => rows.seal(row));
      await this.#database
        .insertInto('edges')
        .values(batch)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  /** Every step that can be reached from a node, to any depth; cycles end. */
  async reachedFrom(node: NodeId, direction: Direction): Promise<EdgeRow[]> {
    const [near, far] =
      direction === 'downstream'
        ? (['fromNode', 'toNode'] as const)
        : (['toNode', 'fromNode'] as const);
    const query = this.#database
      .withRecursive('reached(id)', (database) =>
        database
          .selectFrom('edges')
          .select(`${far} as id`)
          .where(near, '=', node)
          .union(
            database
              .selectFrom('edges')
              .innerJoin('reached', 'reached.id', `edges.${near}`)
              .select(`edges.${far} as id`),
          ),
      )
      .selectFrom('edges')
      .selectAll('edges')
      .where((where) =>
        where.or([
          where(`edges.${near}`, '=', node),
          where(`edges.${near}`, 'in', where.selectFrom('reached').select('reached.id')),
        ]),
      )
      .orderBy('edges.fromNode')
      .orderBy('edges.toNode')
      .orderBy('edges.kind');
    return (await query.execute()).map((row) => rows.open(row));
  }
}
