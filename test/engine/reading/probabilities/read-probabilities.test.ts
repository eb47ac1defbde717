import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ErrorCode, Location } from '../../../../src/core/error.ts';
import {
  type ProbabilitiesRequest,
  readProbabilities,
} from '../../../../src/engine/reading/probabilities/read-probabilities.ts';
import type { ProbabilityTable } from '../../../../src/records/probabilities/probability-table.ts';
import { bytesOf, writeNpy } from '../../../records/probabilities/write-npy.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const NUMBERS = [0.5, 0.25, 0.25, 0.125, 0.75, 0.125];
const NPY = writeNpy({
  descr: '<f4',
  shape: [2, 3],
  data: bytesOf(Float32Array.from(NUMBERS)),
});

interface Given {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly request?: Partial<ProbabilitiesRequest>;
}

async function read(
  context: TestContext,
  { name, content, request }: Given,
): Promise<ProbabilityTable> {
  const scratch = temporaryFolder(context);
  const path = join(scratch, name);
  writeFileSync(path, content);
  const { table, digest } = await readProbabilities({ path, scratch, ...request });
  assert.equal(digest, `sha256:${hash('sha256', content)}`);
  return table;
}

/** A Parquet file of what a query returns. */
async function parquetOf(context: TestContext, query: string): Promise<Uint8Array> {
  const path = join(temporaryFolder(context), 'made.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return readFileSync(path);
}

const TEXTS: readonly (Given & {
  readonly says: string;
  readonly columns?: string[];
  readonly ids?: string[];
})[] = [
  {
    says: 'CSV with named columns',
    name: 'p.csv',
    content: 'spam,ham,eggs\n0.5,0.25,0.25\n0.125,0.75,1.25e-1\n',
    columns: ['spam', 'ham', 'eggs'],
  },
  {
    says: 'CSV with ids, in quotation marks and compressed',
    name: 'p.csv.gz',
    content: gzipSync('id,a,b,c\n"r,1",0.5,0.25,0.25\nr2, 0.125 ,0.75,0.125\n'),
    columns: ['a', 'b', 'c'],
    ids: ['r,1', 'r2'],
  },
  {
    says: 'CSV without a header',
    name: 'p.csv',
    content: '0.5,0.25,0.25\n0.125,0.75,0.125\n',
  },
  {
    says: 'CSV whose class names are numbers, when told',
    name: 'p.csv',
    content: '0,1,2\n0.5,0.25,0.25\n0.125,0.75,0.125\n',
    request: { header: true },
    columns: ['0', '1', '2'],
  },
  {
    says: 'TSV with an id column that the user names',
    name: 'p.tsv',
    content: 'a\tb\tc\trecord key\n0.5\t0.25\t0.25\tx\n0.125\t0.75\t0.125\ty\n',
    request: { idColumn: 'record key' },
    columns: ['a', 'b', 'c'],
    ids: ['x', 'y'],
  },
  {
    says: 'JSON lines of lists',
    name: 'p.jsonl',
    content:
      '{"id":"x","probabilities":[0.5,0.25,0.25]}\n{"id":"y","probabilities":[0.125,0.75,0.125]}\n',
    ids: ['x', 'y'],
  },
];

for (const { says, columns, ids, ...given } of TEXTS) {
  test(`reads ${says}`, async (context) => {
    const table = await read(context, given);
    assert.deepEqual([table.rows, table.classes, [...table.values]], [2, 3, NUMBERS]);
    assert.deepEqual([table.columns, table.ids], [columns, ids]);
  });
}

test('reads a NumPy array, whatever its name', async (context) => {
  const table = await read(context, { name: 'probabilities', content: NPY });
  assert.deepEqual([table.rows, table.classes, [...table.values]], [2, 3, NUMBERS]);
  assert.ok(table.values instanceof Float32Array);
});

test('reads Parquet in its own precision, over many row groups', async (context) => {
  const query = (type: string): string =>
    `SELECT 'r' || i AS id, (i / 40000)::${type} AS a, (1 - i / 40000)::${type} AS b FROM range(40000) t(i)`;
  for (const [type, kind] of [
    ['FLOAT', Float32Array],
    ['DOUBLE', Float64Array],
  ] as const) {
    const content = await parquetOf(context, query(type));
    const table = await read(context, { name: 'p.parquet', content });
    assert.ok(table.values instanceof kind);
    assert.deepEqual([table.rows, table.classes, table.columns], [40_000, 2, ['a', 'b']]);
    assert.deepEqual([table.ids?.[0], table.ids?.[39_999]], ['r0', 'r39999']);
    for (const row of [0, 1, 12_345, 39_999]) {
      const expected = kind.of(row / 40_000)[0];
      assert.equal(table.values[2 * row], expected);
    }
  }
});

test('reads Parquet with a column of lists', async (context) => {
  const query = 'SELECT * FROM (VALUES ([0.5::DOUBLE, 0.25, 0.25]), ([0.125, 0.75, 0.125])) t(p)';
  const table = await read(context, {
    name: 'p.parquet',
    content: await parquetOf(context, query),
  });
  assert.deepEqual([table.rows, table.classes, [...table.values]], [2, 3, NUMBERS]);
  assert.equal(table.columns, undefined);
});

const REFUSALS: readonly (Given & {
  readonly says: string;
  readonly code: ErrorCode;
  readonly words: RegExp;
  readonly at?: Location;
})[] = [
  {
    says: 'a cell that is no number',
    name: 'p.csv',
    content: 'a,b\n0.5,0.5\n0.5,half\n',
    code: 'DATA_MALFORMED',
    words: /Row 2 .* has `half` in column `b`/,
    at: { row: 2, column: 'b' },
  },
  {
    says: 'an empty cell',
    name: 'p.csv',
    content: 'a,b\n0.5,0.5\n,0.5\n',
    code: 'DATA_MALFORMED',
    words: /Row 2 .* has no value in column `a`/,
    at: { row: 2, column: 'a' },
  },
  {
    says: 'a ragged row, for rows stand for records',
    name: 'p.csv',
    content: 'a,b\n0.5,0.5\n0.5\n0.5,0.5\n0.25,0.75\n',
    code: 'DATA_MALFORMED',
    words: /Line 3 of/,
    at: { line: 3 },
  },
  {
    says: 'lists of different lengths',
    name: 'p.jsonl',
    content: '{"p":[0.5,0.5]}\n{"p":[0.5,0.25,0.25]}\n',
    code: 'DATA_MALFORMED',
    words: /Row 2 .* has 3 probabilities in column `p`, and the first row 2/,
    at: { row: 2, column: 'p' },
  },
  {
    says: 'two columns of lists',
    name: 'p.jsonl',
    content: '{"p":[0.5,0.5],"q":[1,0]}\n{"p":[0.5,0.5],"q":[1,0]}\n',
    code: 'DATA_AMBIGUOUS',
    words: /several columns of lists: `p`, `q`/,
  },
  {
    says: 'an id column that is not there',
    name: 'p.csv',
    content: 'a,b\n0.5,0.5\n',
    request: { idColumn: 'key' },
    code: 'ROLE_UNKNOWN',
    words: /no column `key`/,
  },
  {
    says: 'a truncated NumPy array',
    name: 'p.npy',
    content: NPY.slice(0, -4),
    code: 'DATA_TRUNCATED',
    words: /ends before its last number/,
  },
  {
    says: 'an archive of NumPy arrays',
    name: 'p.npz',
    content: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(100)]),
    code: 'DATA_UNSUPPORTED',
    words: /ZIP archive/,
  },
];

for (const { says, code, words, at, ...given } of REFUSALS) {
  test(`refuses ${says}`, async (context) => {
    await assert.rejects(
      read(context, given),
      (error: { code?: string; message?: string; at?: Location }) => {
        assert.equal(error.code, code);
        assert.match(String(error.message), words);
        const { file: _, ...place } = error.at ?? {};
        if (at !== undefined) assert.deepEqual(place, at);
        return true;
      },
    );
  });
}

test('refuses Parquet with a missing value, or a column of texts', async (context) => {
  const missing = await parquetOf(
    context,
    'SELECT * FROM (VALUES (0.5::DOUBLE, 0.5::DOUBLE), (NULL, 1)) t(a, b)',
  );
  await assert.rejects(read(context, { name: 'p.parquet', content: missing }), {
    code: 'DATA_MALFORMED',
    message: /Row 2 .* has no value in column `a`/,
  });
  const texts = await parquetOf(context, "SELECT 0.5::DOUBLE AS a, 'x' AS b");
  await assert.rejects(read(context, { name: 'p.parquet', content: texts }), {
    code: 'DATA_MALFORMED',
    message: /Column `b` .* holds no numbers/,
  });
});

test('refuses several files', async (context) => {
  const scratch = temporaryFolder(context);
  for (const name of ['a.csv', 'b.csv']) writeFileSync(join(scratch, name), 'a,b\n0.5,0.5\n');
  await assert.rejects(readProbabilities({ path: scratch, scratch }), { code: 'USAGE' });
  const path = join(scratch, 'c.csv');
  await assert.rejects(readProbabilities({ path, scratch }), { code: 'FILE_NOT_FOUND' });
});
