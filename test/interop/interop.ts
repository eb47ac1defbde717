/**
 * Interoperation with the tools of others: tables and repositories that DVC, deltalake and pyiceberg
 * write, and what independent programs say of what Credence writes. Installs them pinned from PyPI.
 *
 *     npm run test:interop [-- --environment DIR]
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import { connectorFor } from '../../src/intake/connectors/connectors.ts';
import { croissantDataset } from '../../src/statements/croissant/croissant.ts';
import { BOM_VERSIONS, buildBom } from '../../src/statements/cyclonedx/build-bom.ts';
import { openFolder } from '../../src/statements/model-signing/disk-folder.ts';
import { signDirectory } from '../../src/statements/model-signing/sign-directory.ts';
import { tableRows } from '../intake/table-rows.ts';
import { DATASET, RUN } from '../statements/facts/sample-facts.ts';

const HERE = import.meta.dirname;
const CACHE = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const { values } = parseArgs({
  options: { environment: { type: 'string', default: join(CACHE, 'credence-interop', 'venv') } },
});
const python = join(values.environment, 'bin', 'python');
const scratch = mkdtempSync(join(tmpdir(), 'credence-interop-'));

/** Installs the tools, where they are not there yet in these versions. */
function prepare(): void {
  const requirements = join(HERE, 'requirements.txt');
  const stamp = join(values.environment, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  mkdirSync(values.environment, { recursive: true });
  execFileSync('python3', ['-m', 'venv', values.environment], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], {
    stdio: 'inherit',
  });
  writeFileSync(stamp, wanted);
}

/** Fixtures as the tools write them today, and as they are committed, are read alike. */
async function readFixtures(folder: string): Promise<void> {
  for (const system of ['delta', 'iceberg']) {
    const table = join(folder, system);
    const expected = JSON.parse(readFileSync(join(table, 'expected.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    for (const [version, rows] of Object.entries(expected))
      assert.deepEqual(await tableRows(`${system}:${table}@${version}`, scratch), rows);
    console.log(`same    ${system}: ${Object.keys(expected).length} versions of ${table}`);
  }
  for (const [name, files] of Object.entries(DVC_FILES)) {
    const uri = `dvc:${join(folder, 'dvc', name)}`;
    const pinned = await connectorFor(uri).pin(uri, { environment: {}, now: new Date(0), scratch });
    const found: Record<string, string> = {};
    for await (const file of pinned.files())
      found[file.path] = await text(Readable.from(file.open(0)));
    assert.deepEqual(found, files);
  }
  console.log(`same    dvc: ${Object.keys(DVC_FILES).length} tracked paths of ${folder}`);
}

const DVC_FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'one.jsonl.dvc': { 'one.jsonl': '{"text":"one","label":"a"}\n{"text":"two","label":"b"}\n' },
  'parts.dvc': { 'parts/a.csv': 'text,label\nx,1\n', 'parts/ä/b.csv': 'text,label\ny,2\n' },
};

/** Writes one of everything that leaves the house. */
async function writeStatements(folder: string): Promise<void> {
  for (const version of BOM_VERSIONS) {
    const bom = buildBom(RUN, {
      timestamp: '2026-06-01T00:00:00.000Z',
      author: { name: 'Ann' },
      tool: { name: 'credence', version: '0.1.0' },
      version,
    });
    writeFileSync(join(folder, `bom-${version}.json`), JSON.stringify(bom));
  }
  writeFileSync(join(folder, 'croissant.json'), JSON.stringify(croissantDataset(DATASET)));
  const model = join(folder, 'model');
  mkdirSync(join(model, 'sub'), { recursive: true });
  writeFileSync(join(model, 'weights.bin'), 'weights'.repeat(1000));
  writeFileSync(join(model, 'sub', 'config.json'), '{}\n');
  const key = KeyPair.generate('ecdsa-p256');
  const { bundle } = await signDirectory(await openFolder(model), key);
  writeFileSync(join(folder, 'model.sig'), bundle);
  writeFileSync(join(folder, 'key.pem'), key.publicKey.toPem());
  cpSync(model, join(folder, 'altered'), { recursive: true });
  writeFileSync(join(folder, 'altered', 'sub', 'config.json'), '{ }\n');
}

try {
  prepare();
  await readFixtures(join(HERE, '..', 'intake', 'fixtures'));
  const fresh = join(scratch, 'fresh');
  mkdirSync(fresh);
  execFileSync(python, [join(HERE, 'make_fixtures.py'), fresh], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await readFixtures(fresh);
  const statements = join(scratch, 'statements');
  mkdirSync(statements);
  await writeStatements(statements);
  execFileSync(python, [join(HERE, 'validate.py'), statements], { stdio: 'inherit' });
  console.log('PASS');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
