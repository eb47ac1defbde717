import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that a user of the package installs, platform bindings apart. Adding to it is a decision. */
const RUNTIME_PACKAGES = [
  '@duckdb/node-api',
  '@duckdb/node-bindings',
  '@types/node',
  'apache-arrow',
  'commander',
  'credence',
  'detect-libc',
  'flatbuffers',
  'json-with-bigint',
  'tslib',
  'undici-types',
  'yaml',
  'zod',
];

describe('the published package', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'credence package '));
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    npm(['pack', '--pack-destination', folder], REPOSITORY);
    const [tarball] = globSync('*.tgz', { cwd: folder });
    npm(['install', '--omit=dev', '--prefer-offline', `./${tarball}`], folder);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  function run(program: string, args: readonly string[], cwd: string): string {
    return execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
      },
    });
  }

  function npm(args: readonly string[], cwd: string): string {
    return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd);
  }

  function installed(path: string): string {
    return join(folder, 'node_modules', path);
  }

  it('brings the packages on the list and no other', () => {
    const names = Object.keys(installedPackages(installed('.package-lock.json')));
    const shared = names.filter((name) => !name.startsWith('@duckdb/node-bindings-'));
    assert.deepEqual(shared.sort(), RUNTIME_PACKAGES);
  });

  it('runs no script at install', () => {
    const packages = Object.entries(installedPackages(installed('.package-lock.json')));
    const scripted = packages.filter(([, entry]) => entry.hasInstallScript === true);
    assert.deepEqual(scripted, []);
  });

  it('contains what was built and nothing of the workshop', () => {
    const files = globSync('**/*', { cwd: installed('credence'), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed('credence').length + 1));
    const beside = files.filter((file) => !file.startsWith('dist/'));
    assert.deepEqual(beside.sort(), [
      'CHANGELOG.md',
      'LICENSE',
      'NOTICE',
      'README.md',
      'package.json',
    ]);
    assert.ok(files.every((file) => /\.(js|d\.ts|wasm|json|css|bin|md)$|^[A-Z]+$/.test(file)));
  });

  it('has every kernel and data file where the source has it', () => {
    const wanted = globSync('**/*.{wasm,json,css,bin}', {
      cwd: join(REPOSITORY, 'src'),
      exclude: ['**/assembly/**'],
    });
    const missing = wanted.filter((file) => !existsSync(installed(join('credence/dist', file))));
    assert.deepEqual(missing, []);
  });

  it('answers --version through npx', () => {
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    assert.equal(run('npx', ['--no-install', 'credence', '--version'], folder).trim(), version);
  });
});

interface LockEntry {
  readonly hasInstallScript?: boolean;
}

function installedPackages(lockFile: string): Record<string, LockEntry> {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
  return Object.fromEntries(
    Object.entries(packages as Record<string, LockEntry>).map(([path, entry]) => [
      path.replace(/^.*node_modules\//, ''),
      entry,
    ]),
  );
}
