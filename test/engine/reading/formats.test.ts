import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  Bool,
  Field,
  Float64,
  Int64,
  List,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { readRows } from './read-rows.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The same records for every format: exact ids, quotation marks, line breaks, missing and empty texts. */
const RECORDS = [
  {
    id: '9007199254740993',
    text: 'A plain first sentence, with a comma',
    label: 'good',
    score: '0.25',
    flag: 'true',
  },
  { id: '2', text: 'She said "no", twice, and left', label: 'bad', score: '-3', flag: 'false' },
  {
    id: '3',
    text: 'Zwei Zeilen\nund ein Umlaut: ä — 漢字 😀',
    label: null,
    score: '1e-7',
    flag: 'true',
  },
  { id: '4', text: 'An unlabelled one\twith a tab', label: '', score: null, flag: null },
  { id: '5', text: 'trailing space stays ', label: 'good', score: '100', flag: 'false' },
] as const;
const NAMES = ['id', 'text', 'label', 'score', 'flag'] as const;

type Writer = (path: string) => Promise<void> | void;

const jsonRecords = RECORDS.map(
  ({ id, text, label, score, flag }) =>
    `{"id":${id},"text":${JSON.stringify(text)},"label":${JSON.stringify(label)},"score":${score},"flag":${flag}}`,
);
const jsonLines = `${jsonRecords.join('\n')}\n`;

function delimited(delimiter: string): string {
  const cell = (value: string | null): string => {
    if (value === null) return '';
    return value === '' || /["\r\n]/.test(value) || value.includes(delimiter)
      ? `"${value.replaceAll('"', '""')}"`
      : value;
  };
  const lines = [
    NAMES.join(delimiter),
    ...RECORDS.map((row) => NAMES.map((name) => cell(row[name])).join(delimiter)),
  ];
  return lines.join('\n');
}

function arrowTable(): Table {
  return new Table({
    id: vectorFromArray(
      RECORDS.map((row) => BigInt(row.id)),
      new Int64(),
    ),
    text: vectorFromArray(
      RECORDS.map((row) => row.text),
      new Utf8(),
    ),
    label: vectorFromArray(
      RECORDS.map((row) => row.label),
      new Utf8(),
    ),
    score: vectorFromArray(
      RECORDS.map((row) => (row.score === null ? null : Number(row.score))),
      new Float64(),
    ),
    flag: vectorFromArray(
      RECORDS.map((row) => (row.flag === null ? null : row.flag === 'true')),
      new Bool(),
    ),
  });
}

async function writeParquet(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    'CREATE TABLE t (id BIGINT, text VARCHAR, label VARCHAR, score DOUBLE, flag BOOLEAN)',
  );
  for (const { id, text, label, score, flag } of RECORDS) {
    await connection.run(
      'INSERT INTO t VALUES (CAST($1 AS BIGINT), $2, $3, CAST($4 AS DOUBLE), CAST($5 AS BOOLEAN))',
      [id, text, label, score, flag],
    );
  }
  await connection.run(`COPY t TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

const FORMATS: Readonly<Record<string, Writer>> = {
  'records.jsonl': (path) => writeFileSync(path, jsonLines),
  'records.json': (path) => writeFileSync(path, `[\n  ${jsonRecords.join(',\n  ')}\n]\n`),
  'records.csv': (path) => writeFileSync(path, delimited(',')),
  'windows.csv': (path) =>
    writeFileSync(path, `\ufeff${delimited(';').replaceAll(/\n(?=\d|$)/g, '\r\n')}\r\n\r\n`),
  'records.tsv': (path) => writeFileSync(path, delimited('\t')),
  'utf16.csv': (path) => writeFileSync(path, Buffer.from(`\ufeff${delimited(',')}`, 'utf16le')),
  'records.jsonl.gz': (path) => writeFileSync(path, gzipSync(jsonLines)),
  'members.jsonl.gz': (path) =>
    writeFileSync(
      path,
      Buffer.concat([gzipSync(jsonLines.slice(0, 100)), gzipSync(jsonLines.slice(100))]),
    ),
  'records.csv.zst': (path) => writeFileSync(path, zstdCompressSync(delimited(','))),
  'frames.jsonl.zst': (path) =>
    writeFileSync(
      path,
      Buffer.concat([
        zstdCompressSync(jsonLines.slice(0, 100)),
        zstdCompressSync(jsonLines.slice(100)),
      ]),
    ),
  'records.parquet': writeParquet,
  "o'dd [name]*.parquet": writeParquet,
  'records.arrow': (path) => writeFileSync(path, tableToIPC(arrowTable(), 'file')),
  'records.arrows': (path) => writeFileSync(path, tableToIPC(arrowTable(), 'stream')),
};

let expectedDigests: readonly string[] | undefined;
for (const [name, write] of Object.entries(FORMATS)) {
  test(`${name}: the same records, values and digests`, async (context) => {
    const path = join(temporaryFolder(context), name);
    await write(path);
    const { rows, digests, positions, outcome, source } = await readRows(path);
    assert.deepEqual(
      rows,
      RECORDS.map((row) => ({ ...row })),
    );
    expectedDigests ??= digests;
    assert.deepEqual(digests, expectedDigests);
    assert.deepEqual(positions, [0, 1, 2, 3, 4]);
    assert.equal(outcome.badRowCount, 0);
    assert.equal(outcome.records, 5);
    assert.match(outcome.files[0]?.digest ?? '', /^sha256:[0-9a-f]{64}$/);
    assert.equal(outcome.files[0]?.bytes, source.bytes);
    assert.deepEqual(
      source.roles.map((role) => role.role),
      ['id', 'text', 'label', 'field', 'field'],
    );
  });
}

const NESTED = [
  {
    tags: ['a', 'b c'],
    meta: { source: 'web', deep: { n: 1 } },
    turns: [{ role: 'user', content: 'hi' }],
  },
  { tags: [], meta: { source: 'mail', deep: { n: 2 } }, turns: [{ role: 'bot', content: 'ho' }] },
];
const FLAT = [
  {
    tags: ['a', 'b c'],
    'meta.source': 'web',
    'meta.deep.n': '1',
    turns: '[{"content":"hi","role":"user"}]',
  },
  { tags: [], 'meta.source': 'mail', 'meta.deep.n': '2', turns: '[{"content":"ho","role":"bot"}]' },
];

async function nestedFiles(folder: string): Promise<string[]> {
  const jsonl = join(folder, 'nested.jsonl');
  writeFileSync(jsonl, NESTED.map((record) => JSON.stringify(record)).join('\n'));
  const parquet = join(folder, 'nested.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT * FROM (VALUES
    (['a', 'b c'], {'source': 'web', 'deep': {'n': 1}}, [{'role': 'user', 'content': 'hi'}]),
    ([], {'source': 'mail', 'deep': {'n': 2}}, [{'role': 'bot', 'content': 'ho'}])) AS t(tags, meta, turns))
    TO '${parquet}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const arrow = join(folder, 'nested.arrow');
  writeFileSync(arrow, tableToIPC(nestedTable(), 'file'));
  return [jsonl, parquet, arrow];
}

function nestedTable(): Table {
  const text = new Utf8();
  const deep = new Struct([new Field('n', new Int64())]);
  const turn = new Struct([new Field('role', text), new Field('content', text)]);
  const meta = new Struct([new Field('source', text), new Field('deep', deep)]);
  return new Table({
    tags: vectorFromArray(
      NESTED.map(({ tags }) => tags),
      new List(new Field('item', text)),
    ),
    meta: vectorFromArray(
      NESTED.map(({ meta: m }) => ({ ...m, deep: { n: BigInt(m.deep.n) } })),
      meta,
    ),
    turns: vectorFromArray(
      NESTED.map(({ turns }) => turns),
      new List(new Field('item', turn)),
    ),
  });
}

test('nested objects become paths, lists stay lists, deeper values canonical JSON', async (context: TestContext) => {
  const digests = new Set<string>();
  for (const path of await nestedFiles(temporaryFolder(context))) {
    const read = await readRows(path);
    assert.deepEqual(read.rows, FLAT, path);
    digests.add(read.digests.join());
  }
  assert.equal(digests.size, 1);
});
