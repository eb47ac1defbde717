import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';
import { RowSeal } from './sealed-row.ts';

// Leaves are held by the ledger's tree, and the list of migrations says nothing that could mislead.
const SEALED = [
  'approvals',
  'datasets',
  'edges',
  'identities',
  'model_aliases',
  'model_versions',
  'models',
  'retrievals',
  'run_inputs',
  'run_outputs',
  'runs',
  'settings',
  'source_reviews',
  'sources',
  'tags',
  'verdicts',
  'versions',
] as const;
const PAGE = 2_000;

/**
 * Holds every sealed row against its seal.
 *
 * @throws CredenceError `INTEGRITY_FAILED` naming table and row of the first that does not match
 */
export async function verifyRows(database: Kysely<Schema>): Promise<void> {
  for (const table of SEALED) await verifyTable(database, table);
}

async function verifyTable(database: Kysely<Schema>, table: string): Promise<void> {
  const rowSeal = new RowSeal<Record<string, unknown>>(table, []);
  for (let after = 0; ; ) {
    const { rows } = await sql<Record<string, unknown> & { rowid: number; seal: string }>`
      SELECT rowid AS rowid, * FROM ${sql.table(table)} WHERE rowid > ${after} ORDER BY rowid LIMIT ${PAGE}
    `.execute(database);
    for (const { rowid, ...row } of rows) {
      rowSeal.open({ ...row, seal: row.seal });
      after = rowid;
    }
    if (rows.length < PAGE) return;
  }
}
