import assert from 'node:assert/strict';
import { mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { digestOf } from '../../../src/core/digest.ts';
import { CredenceError } from '../../../src/core/error.ts';
import { openSource, type SourceRequest } from '../../../src/engine/reading/open-source.ts';
import { readRows } from './read-rows.ts';
import { temporaryFolder } from './temporary-folder.ts';

const LINES =
  '{"text":"one two three four","label":"a"}\n{"text":"five six seven eight","label":"b"}\n';

function requestFor(scratch: string, path: string): SourceRequest {
  return { paths: [path], roles: {}, maximumBadRows: 0, scratch, scratchQuota: 1000 };
}

test('standard input is spooled, read twice, and removed', async (context) => {
  const scratch = temporaryFolder(context);
  const stdin = Readable.from([Buffer.from(LINES.slice(0, 50)), Buffer.from(LINES.slice(50))]);
  const source = await openSource({ ...requestFor(scratch, '-'), stdin });
  assert.equal(source.name, 'standard input');
  let records = 0;
  for await (const batch of source.batches()) records += batch.length;
  assert.equal(records, 2);
  assert.equal(source.outcome().files[0]?.path, 'standard input');
  assert.equal(source.outcome().files[0]?.digest, digestOf(LINES));
  assert.equal(readdirSync(scratch).length, 1);
  await source.close();
  assert.deepEqual(readdirSync(scratch), []);
});

test('standard input beyond its quota, or unreadable, leaves nothing behind', async (context) => {
  const scratch = temporaryFolder(context);
  const large = openSource({
    ...requestFor(scratch, '-'),
    stdin: Readable.from([Buffer.alloc(2000, 'x')]),
  });
  await assert.rejects(large, { code: 'LIMIT_EXCEEDED' });
  const useless = openSource({
    ...requestFor(scratch, '-'),
    stdin: Readable.from([Buffer.from('PK\x03\x04')]),
  });
  await assert.rejects(useless, { code: 'DATA_UNSUPPORTED' });
  assert.deepEqual(readdirSync(scratch), []);
});

test('a file that changes while it is read is refused', async (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder, 'a.jsonl');
  writeFileSync(path, LINES);
  const source = await openSource(requestFor(folder, path));
  writeFileSync(path, `${LINES}${LINES}`);
  await assert.rejects(Array.fromAsync(source.batches()), { code: 'FILE_UNREADABLE' });
});

test('shards are read in natural order, by folder and by glob; columns go by name', async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'shards'));
  writeFileSync(join(folder, 'shards/part-2.csv'), 'text,label\nsecond part of it,b\n');
  writeFileSync(join(folder, 'shards/part-10.csv'), 'label,text\nc,tenth part of it\n');
  writeFileSync(join(folder, 'shards/part-1.csv'), 'text,label\nfirst part of it,a\n');
  for (const path of ['shards', 'shards/*.csv']) {
    const { rows, outcome } = await readRows(join(folder, path));
    assert.deepEqual(
      rows.map((row) => row['label']),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(rows[2], { text: 'tenth part of it', label: 'c' });
    assert.equal(outcome.files.length, 3);
  }
});

test('optional members of JSON are missing where they are absent', async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'a.jsonl'), '{"text":"one","extra":1}\n{"text":"two"}\n');
  writeFileSync(
    join(folder, 'b.jsonl'),
    '{"text":"three","tags":["x"]}\n{"text":"four","tags":null}\n',
  );
  const { rows } = await readRows(folder);
  assert.deepEqual(rows, [
    { text: 'one', extra: '1', tags: null },
    { text: 'two', extra: null, tags: null },
    { text: 'three', extra: null, tags: ['x'] },
    { text: 'four', extra: null, tags: null },
  ]);
});

test('batches are bounded in records and in bytes', async (context) => {
  const folder = temporaryFolder(context);
  const many = join(folder, 'many.csv');
  writeFileSync(many, `text,label\n${'a b,c\n'.repeat(20_000)}`);
  const read = await readRows(many);
  assert.deepEqual(
    read.batches.map((batch) => batch.length),
    [8192, 8192, 3616],
  );
  assert.deepEqual(
    read.batches.map((batch) => batch.firstPosition),
    [0, 8192, 16_384],
  );
  const wide = join(folder, 'wide.jsonl');
  writeFileSync(wide, `{"text":"${'x'.repeat(1_500_000)}"}\n`.repeat(7));
  const lengths = (await readRows(wide)).batches.map((batch) => batch.length);
  assert.deepEqual(lengths, [3, 3, 1]);
});

test('progress reaches the size of the files', async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'a.jsonl'), LINES.repeat(30_000));
  const source = await openSource(requestFor(folder, folder));
  assert.equal(source.progress.bytesRead, 0);
  let halfway = 0;
  for await (const batch of source.batches())
    if (batch.firstPosition < 20_000) halfway = source.progress.bytesRead;
  assert.ok(halfway > 0 && halfway < source.bytes);
  assert.equal(source.progress.bytesRead, source.bytes);
});

test('a damaged Parquet page is refused with its row group', async (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder, 'a.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT 'text number ' || hash(i) AS text FROM range(20000) r(i)) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
  const size = (await readRows(path)).source.bytes;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(20_000, 0xa5), 0, 20_000, Math.floor(size * 0.55));
  await assert.rejects(readRows(path), (error: unknown) => {
    assert.ok(error instanceof CredenceError);
    assert.equal(error.code, 'DATA_MALFORMED');
    assert.deepEqual(error.at, { file: path, rowGroup: 5 });
    return true;
  });
});
