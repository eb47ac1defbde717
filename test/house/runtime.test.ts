import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const ROOT = new URL('../..', import.meta.url);
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: { readonly packages: Readonly<Record<string, LockEntry>> } = JSON.parse(
  readFileSync(new URL('package-lock.json', ROOT), 'utf8'),
);

describe('what Credence runs on', () => {
  it('is Node 24 or newer', () => {
    assert.ok(Number(process.versions.node.split('.')[0]) >= 24, process.versions.node);
  });

  it('loads the native binding of DuckDB', async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll('SELECT 6 * 7');
    assert.deepEqual(reader.getRows(), [[42]]);
    connection.closeSync();
    instance.closeSync();
  });

  it('loads the native binding of the parser that guards the imports', async () => {
    const { parseSync } = await import('oxc-parser');
    assert.equal(parseSync('a.ts', 'export const a: number = 1;').program.body.length, 1);
  });
});

describe('the lock file', () => {
  it('brings a Node for every platform', () => {
    const brought = Object.keys(lock.packages['tools/runtime']?.optionalDependencies ?? {});
    for (const platform of PLATFORMS) {
      assert.ok(
        brought.some((name) => name.endsWith(platform)),
        platform,
      );
    }
  });

  it('holds every binary of every platform that is supported', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => PLATFORMS.some((platform) => name.includes(platform)))
        .filter((name) => lock.packages[`node_modules/${name}`] === undefined)
        .map((name) => `${path} needs ${name}`),
    );
    assert.deepEqual(missing, []);
  });

  it('names no package that runs a script at install', () => {
    assert.deepEqual(
      paths((entry) => entry.hasInstallScript === true),
      [],
    );
  });

  it('names no registry, so that it installs from any', () => {
    assert.deepEqual(
      paths((entry) => entry.resolved !== undefined && entry.link !== true),
      [],
    );
  });

  it('is what is installed', () => {
    const wanted = paths((entry) => entry.link !== true && entry.version !== undefined).filter(
      (path) =>
        path.startsWith('node_modules/') && existsSync(new URL(`${path}/package.json`, ROOT)),
    );
    assert.ok(wanted.length > 10);
    for (const path of wanted) {
      const { version } = JSON.parse(readFileSync(new URL(`${path}/package.json`, ROOT), 'utf8'));
      assert.equal(version, lock.packages[path]?.version, path);
    }
  });
});

function paths(condition: (entry: LockEntry) => boolean): string[] {
  return Object.entries(lock.packages)
    .filter(([, entry]) => condition(entry))
    .map(([path]) => path);
}
