import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { CredenceError } from '../../src/core/error.ts';
import type { RecordScores } from '../../src/report/record-scores.ts';
import { writeScores } from '../../src/report/scores.ts';

// A name that a glob pattern, a shell and SQL would all read otherwise.
const ODD_NAME = "o'dd [1]* {a,b} ?";
let folder: string;

before(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'credence-scores-')), ODD_NAME);
  await mkdir(folder);
});
after(() => rm(join(folder, '..'), { recursive: true, force: true }));

const SCORES: RecordScores = {
  positions: [0, 1, 2],
  risk: Float32Array.of(0, 0.1, 1),
  flagged: Uint8Array.of(0, 0, 1),
  findingIds: ['TR-1', 'HI-"2"'],
  findingsOf: (index) => (index === 2 ? [0, 1] : []),
};

test('CSV holds one row per record, in file order', async () => {
  const path = join(folder, 'scores.csv');
  await writeScores(path, SCORES);
  assert.equal(
    await readFile(path, 'utf8'),
    'position,risk,flagged,findings\n0,0,false,\n1,0.1,false,\n2,1,true,"TR-1 HI-""2"""\n',
  );
});

test('Parquet holds the same rows with their types, in file order', async () => {
  const records = 70_000;
  const path = join(folder, 'scores.parquet');
  await writeScores(path, {
    ...SCORES,
    positions: { length: records },
    risk: Float32Array.from({ length: records }, (_, index) => index / records),
    flagged: Uint8Array.from({ length: records }, (_, index) => (index === 2 ? 1 : 0)),
  });
  const rows = await readParquet(path);
  assert.deepEqual(rows.types, ['UBIGINT', 'FLOAT', 'BOOLEAN', 'VARCHAR']);
  assert.equal(rows.values.length, records);
  assert.deepEqual(
    rows.values.map(([position]) => position),
    Array.from({ length: records }, (_, index) => BigInt(index)),
  );
  assert.deepEqual(rows.values[2], [2n, Math.fround(2 / records), true, 'TR-1 HI-"2"']);
  assert.deepEqual(rows.values[3]?.slice(2), [false, '']);
});

test('a risk reads back as the very float that was written', async () => {
  const path = join(folder, 'floats.csv');
  const floats = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(floats, async (risks) => {
      const risk = Float32Array.from(risks);
      await writeScores(path, { ...SCORES, positions: { length: risk.length }, risk });
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').slice(1);
      assert.deepEqual(
        Float32Array.from(lines, (line) => Number(line.split(',')[1])),
        risk.map((value) => value + 0),
      );
    }),
    { numRuns: 30 },
  );
});

test('another ending is refused before anything is written', async () => {
  const files = await readdir(folder);
  for (const name of ['scores.json', 'scores', 'scores.csv.gz']) {
    await assert.rejects(
      writeScores(join(folder, name), SCORES),
      (error) => error instanceof CredenceError && error.code === 'USAGE',
    );
  }
  assert.deepEqual(await readdir(folder), files);
});

test('cancelling leaves the file that was there, and no other', async () => {
  for (const ending of ['csv', 'parquet']) {
    const path = join(folder, `cancelled.${ending}`);
    await writeScores(path, SCORES);
    const files = await readdir(folder);
    const whole = await readFile(path);
    await assert.rejects(
      writeScores(path, { ...SCORES, risk: new Float32Array(3) }, AbortSignal.abort()),
      (error) => error instanceof CredenceError && error.code === 'CANCELLED',
    );
    assert.deepEqual(await readdir(folder), files);
    assert.deepEqual(await readFile(path), whole);
  }
});

async function readParquet(path: string): Promise<{
  readonly types: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll('FROM read_parquet($path)', { path });
    return { types: reader.columnTypes().map(String), values: reader.getRows() };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
