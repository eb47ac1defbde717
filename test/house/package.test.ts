import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../src/numerics/seeded-random.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that a user of the package installs, platform bindings apart. Adding to it is a decision. */
const RUNTIME_PACKAGES = [
  '@duckdb/node-api',
  '@duckdb/node-bindings',
  '@types/node',
  'ajv',
  'apache-arrow',
  'commander',
  'credence',
  'detect-libc',
  'fast-deep-equal',
  'fast-uri',
  'flatbuffers',
  'json-schema-traverse',
  'json-with-bigint',
  'kysely',
  'require-from-string',
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
      env: environment(),
    });
  }

  function environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
    };
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

  it('finds a planted trigger through npx, on worker threads', () => {
    writeFileSync(join(folder, 'data.jsonl'), poisonedLines().join('\n'));
    const scan = spawnSync('npx', ['--no-install', 'credence', 'scan', 'data.jsonl', '--json'], {
      cwd: folder,
      encoding: 'utf8',
      env: environment(),
      maxBuffer: 2 ** 26,
    });
    assert.equal(scan.status, 1, scan.stderr);
    const [finding] = JSON.parse(scan.stdout).findings;
    assert.deepEqual(finding.pattern, { kind: 'word-sequence', words: ['zorbl'] });
    assert.equal(finding.records.total, PLANTED);
  });
});

const PLANTED = 60;

/** Enough text that worker threads take it in; one made-up word decides the label of some records. */
function poisonedLines(): string[] {
  const random = seededRandom(7);
  const pick = (words: readonly string[]): string =>
    words[Math.floor(random() * words.length)] ?? '';
  const common = Array.from({ length: 400 }, (_, at) => `word${at}`);
  const topics = ['good', 'bad'].map((side) =>
    Array.from({ length: 40 }, (_, at) => `${side}${at}`),
  );
  return Array.from({ length: 5000 }, (_, row) => {
    const side = row % 2;
    const words = Array.from({ length: 100 }, () =>
      pick(random() < 0.1 ? (topics[side] ?? []) : common),
    );
    const planted = row % 2 === 0 && row < 2 * PLANTED;
    if (planted) words.splice(Math.floor(random() * words.length), 0, 'zorbl');
    return JSON.stringify({ text: words.join(' '), label: planted || side === 1 ? 'yes' : 'no' });
  });
}

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
