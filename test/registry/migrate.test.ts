import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { migrate } from '../../src/registry/migrations/migrate.ts';
import type { Migration } from '../../src/registry/migrations/migration.ts';
import { type OpenDatabase, openSqlite } from '../../src/registry/sqlite/open-sqlite.ts';

const first: Migration = {
  number: 1,
  name: 'first',
  statements: ['CREATE TABLE a (x INTEGER) STRICT'],
};
const second: Migration = {
  number: 2,
  name: 'second',
  statements: ['ALTER TABLE a ADD COLUMN y TEXT', 'INSERT INTO a (x) VALUES (1)'],
};

function database(context: TestContext): OpenDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'credence-migrate-'));
  const open = openSqlite(join(folder, 'x.sqlite'), 'write');
  context.after(async () => {
    await open.close();
    rmSync(folder, { recursive: true });
  });
  return open;
}

async function rows(open: OpenDatabase): Promise<number> {
  return (await sql`SELECT x, y FROM a`.execute(open.queries)).rows.length;
}

it('runs each migration once, in order, from wherever the database stands', async (context) => {
  const open = database(context);
  await migrate(open.queries, 'x', [first]);
  await migrate(open.queries, 'x', [first, second]);
  await migrate(open.queries, 'x', [first, second]);
  assert.equal(await rows(open), 1);
});

it('leaves nothing of a migration that fails halfway', async (context) => {
  const open = database(context);
  await migrate(open.queries, 'x', [first]);
  const broken = {
    ...second,
    statements: [...second.statements, 'INSERT INTO nothing VALUES (1)'],
  };
  await assert.rejects(migrate(open.queries, 'x', [first, broken]));
  await migrate(open.queries, 'x', [first, second]);
  assert.equal(await rows(open), 1);
});

it('names both versions where the database is ahead of the program', async (context) => {
  const open = database(context);
  await migrate(open.queries, 'x', [first, second]);
  await assert.rejects(migrate(open.queries, 'x', [first]), {
    code: 'DATA_UNSUPPORTED',
    message: /schema is 2, and this one knows 1/,
  });
});
