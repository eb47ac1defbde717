/**
 * Comparing two versions by their records: one row in a hundred changed its label, as many were removed
 * and added, in JSON lines. The comparison runs in a process of its own, whose peak memory is told.
 *
 *     npm run node -- bench/provenance/diff.ts [--rows 5000000] [--folder DIR]
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { DatasetName, DatasetVersionId } from '../../src/core/identifiers.ts';
import { diffVersions } from '../../src/datasets/diff/diff-versions.ts';
import { encodeManifest } from '../../src/vault/dataset-manifest.ts';
import { systemClock } from '../../src/workspace/clock.ts';
import {
  type ActingIdentity,
  actingIdentity,
} from '../../src/workspace/identities/acting-identity.ts';
import { initWorkspace } from '../../src/workspace/init-workspace.ts';
import { FileKeyRing } from '../../src/workspace/key-ring.ts';
import { openWorkspace, type Surroundings } from '../../src/workspace/open-workspace.ts';
import { systemRandom } from '../../src/workspace/random.ts';
import { readRecords } from '../../src/workspace/versions/read-records.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { costLine, timed } from './timed.ts';

const DATASET = 'tickets' as DatasetName;
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '5000000' },
    folder: { type: 'string', default: tmpdir() },
    compare: { type: 'string' },
    version: { type: 'string', multiple: true, default: [] },
  },
});

if (values.compare === undefined) await prepare();
else await compare(values.compare, values.version);

function surroundings(folder: string): Surroundings {
  const keys = new FileKeyRing({ folder: join(folder, 'keys') });
  return { clock: systemClock, random: systemRandom, keys };
}

async function prepare(): Promise<void> {
  const folder = mkdtempSync(join(values.folder, 'credence-bench-diff-'));
  try {
    const project = join(folder, 'project');
    const { workspace } = await initWorkspace(project, { ...surroundings(folder), name: 'Bench' });
    const acting = await actingIdentity(workspace);
    const rows = Number(values.rows);
    const taking = await timed(async () => [
      await keep(workspace, acting, { folder, rows, edited: false }),
      await keep(workspace, acting, { folder, rows, edited: true }),
    ]);
    await workspace.close();
    console.log(costLine(`make and take in 2 × ${rows} rows`, taking, 'not measured against'));
    const flags = taking.result.flatMap((id) => ['--version', `${DATASET}@${id.slice(7)}`]);
    const child = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), '--compare', folder, ...flags],
      { stdio: 'inherit' },
    );
    process.exitCode = child.status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Wanted {
  readonly folder: string;
  readonly rows: number;
  readonly edited: boolean;
}

async function keep(
  workspace: Workspace,
  { identity }: ActingIdentity,
  { folder, rows, edited }: Wanted,
): Promise<DatasetVersionId> {
  const { vault, paths } = workspace;
  const at = join(folder, `${edited}.jsonl`);
  await pipeline(Readable.from(lines(rows, edited)), createWriteStream(at));
  const { digest, size } = await vault.put({ path: at });
  const known = await readRecords([{ path: 'rows.jsonl', at }], { vault, scratch: paths.scratch });
  rmSync(at);
  const { value } = await workspace.commit(async (unit) => {
    const { id, bytes } = encodeManifest({
      format: 'credence.dataset/v1',
      dataset: DATASET,
      files: [{ path: 'rows.jsonl', sha256: digest, size }],
      schema: known.schema,
      records: known.records,
      parents: [],
      sources: [],
      tier: 'medium',
      taintedShare: 0,
      transformation: null,
      author: identity.keyId,
      message: '',
      created: unit.now,
    });
    await unit.put({ bytes });
    const created = { created: unit.now, stateChanged: unit.now };
    const by = identity.principal;
    if (!edited)
      await unit.registry.datasets.add({
        name: DATASET,
        owner: by,
        description: '',
        created: unit.now,
        createdBy: by,
        retainUntil: null,
      });
    await unit.registry.versions.add({
      ...created,
      id,
      dataset: DATASET,
      parents: [],
      author: by,
      message: '',
      state: 'quarantined',
      tier: 'medium',
      records: known.records?.count ?? 0,
      files: 1,
      bytes: size,
      statement: null,
    });
    const actor = identity.keyId;
    await unit.log({ type: 'bench.kept', subjects: [id], statement: null, actor });
    return id;
  });
  return value;
}

function* lines(rows: number, edited: boolean): Generator<string> {
  let block: string[] = [];
  for (let row = 0; row < rows; row++) {
    if (edited && row % 100 === 50) continue;
    const flipped = edited && row % 100 === 25;
    block.push(line(row, flipped));
    if (edited && row % 100 === 75) block.push(line(rows + row, false));
    if (block.length < 10_000) continue;
    yield block.join('');
    block = [];
  }
  yield block.join('');
}

function line(row: number, flipped: boolean): string {
  const label = (row % 3 === 0) === flipped ? 'billing' : 'shipping';
  const text = `the parcel ${row} of customer ${row % 9973} came late and nobody answered the phone`;
  return `{"id":"t-${row}","text":"${text}","label":"${label}","source":"s${row % 7}"}\n`;
}

async function compare(
  folder: string,
  [before = '', after = '']: readonly string[],
): Promise<void> {
  const workspace = await openWorkspace(join(folder, 'project'), surroundings(folder));
  for (const countsOnly of [true, false]) {
    const cost = await timed(() => diffVersions(workspace, { before, after, countsOnly }));
    const { rows } = cost.result;
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    const counts = `+${rows?.added} −${rows?.removed} ~${rows?.changed}`;
    console.log(
      costLine(
        countsOnly ? 'diff, counts alone' : 'diff with rows',
        cost,
        `${counts}, peak ${peak} MB`,
      ),
    );
  }
  await workspace.close();
}
