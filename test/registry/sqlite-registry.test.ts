import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { openRegistry } from '../../src/registry/open-registry.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { dataset, identity, keyOf, TICKETS } from '../contracts/registry/sample-rows.ts';
import { registryContract } from '../contracts/registry.ts';

const folders = new WeakMap<TestContext, string>();

function fileOf(context: TestContext): string {
  let folder = folders.get(context);
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), 'credence-registry-'));
    folders.set(context, folder);
    const made = folder;
    context.after(() => rmSync(made, { recursive: true }));
  }
  return join(folder, 'registry.sqlite');
}

async function open(context: TestContext): Promise<Registry> {
  const registry = await openRegistry(fileOf(context));
  context.after(() => registry.close());
  return registry;
}

describe('the registry on SQLite', () => {
  registryContract({ open });

  it('copies itself whole', async (context) => {
    const registry = await open(context);
    await registry.transaction(({ datasets }) => datasets.add(dataset()));
    const copy = `${fileOf(context)}.copy`;
    await registry.copyTo(copy);
    const copied = await openRegistry(copy);
    context.after(() => copied.close());
    assert.deepEqual(await copied.read.datasets.find(TICKETS), dataset());
    await assert.rejects(registry.copyTo(copy));
  });

  it('commits through the write-ahead log, waiting for the disk', async (context) => {
    await open(context);
    const database = new DatabaseSync(fileOf(context));
    assert.deepEqual({ ...database.prepare('PRAGMA journal_mode').get() }, { journal_mode: 'wal' });
    database.close();
  });

  it('refuses a schema that it does not know', async (context) => {
    await (await openRegistry(fileOf(context))).close();
    const database = new DatabaseSync(fileOf(context));
    database.exec("INSERT INTO schema_migrations VALUES (99, 'later')");
    database.close();
    await assert.rejects(openRegistry(fileOf(context)), { code: 'DATA_UNSUPPORTED' });
  });

  it('refuses what is no database, and a folder that is not there', async (context) => {
    writeFileSync(fileOf(context), 'a'.repeat(5_000));
    await assert.rejects(openRegistry(fileOf(context)), { code: 'INTEGRITY_FAILED' });
    await assert.rejects(openRegistry(join(fileOf(context), 'below', 'it')), {
      code: 'STORAGE_FAILED',
    });
  });

  it('never answers with a row that was changed underneath', async (context) => {
    const registry = await open(context);
    await registry.transaction(({ identities }) => identities.add(identity()));
    const database = new DatabaseSync(fileOf(context));
    database.exec("UPDATE identities SET state = 'revoked'");
    database.close();
    const damaged = { code: 'INTEGRITY_FAILED', message: /identities/ };
    await assert.rejects(registry.read.identities.find(keyOf('ann 1')), damaged);
    await assert.rejects(registry.verify(), damaged);
  });

  it('notices a table whose definition was changed', async (context) => {
    const registry = await open(context);
    const database = new DatabaseSync(fileOf(context));
    database.exec('DROP INDEX identities_one_active');
    database.close();
    await assert.rejects(registry.verify(), {
      code: 'INTEGRITY_FAILED',
      message: /identities_one_active/,
    });
  });

  it('finds a flipped byte wherever it lies among the rows', async (context) => {
    const file = fileOf(context);
    const registry = await openRegistry(file);
    await registry.transaction(({ datasets }) => datasets.add(dataset()));
    await registry.close();
    const bytes = readFileSync(file);
    const at = bytes.indexOf('DROP TABLE');
    assert.ok(at > 0);
    for (let offset = at - 20; offset < at + 60; offset += 7) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(offset) ^ 0x10, offset);
      writeFileSync(file, flipped);
      const opened = await openRegistry(file);
      await assert.rejects(opened.verify(), { code: 'INTEGRITY_FAILED' }, `offset ${offset}`);
      await opened.close();
    }
  });
});
