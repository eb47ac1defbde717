import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zstdCompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  Binary,
  CompressionType,
  compressionRegistry,
  DateDay,
  Dictionary,
  Float32,
  Int32,
  RecordBatchFileWriter,
  Table,
  TimestampMicrosecond,
  Uint64,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { readRows } from './read-rows.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The text of each typed value, whatever the container. */
const EXPECTED = [
  {
    kind: 'a',
    big: '18446744073709551615',
    single: '0.1',
    at: '2024-01-01T00:00:00.25Z',
    day: '2024-02-29',
    blob: 'text',
  },
  {
    kind: null,
    big: '0',
    single: '-2.5',
    at: '1969-12-31T23:59:59Z',
    day: '1970-01-01',
    blob: '0x00ff',
  },
];

async function writeParquet(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT CAST(kind AS ENUM('a', 'b')) AS kind, CAST(big AS UBIGINT) AS big,
      CAST(single AS FLOAT) AS single, CAST("at" AS TIMESTAMPTZ) AS "at", CAST(day AS DATE) AS day, blob
    FROM (VALUES ('a', 18446744073709551615, 0.1, '2024-01-01 00:00:00.25+00', '2024-02-29', 'text'::BLOB),
      (NULL, 0, -2.5, '1969-12-31 23:59:59+00', '1970-01-01', '\\x00\\xFF'::BLOB)) AS t(kind, big, single, "at", day, blob))
    TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

function arrowTable(): Table {
  return new Table({
    kind: vectorFromArray(['a', null], new Dictionary(new Utf8(), new Int32())),
    big: vectorFromArray([18446744073709551615n, 0n], new Uint64()),
    single: vectorFromArray([0.1, -2.5], new Float32()),
    at: vectorFromArray([1_704_067_200_250, -1000], new TimestampMicrosecond('UTC')),
    day: vectorFromArray([new Date('2024-02-29'), new Date('1970-01-01')], new DateDay()),
    blob: vectorFromArray([Buffer.from('text'), Uint8Array.from([0, 255])], new Binary()),
  });
}

/** A frame that stores its one block: enough to prove that LZ4 is asked for and undone. */
function storeAsLz4(data: Uint8Array): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt32LE((data.length | 0x80000000) >>> 0);
  return Buffer.concat([
    Uint8Array.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]),
    size,
    data,
    Buffer.alloc(4),
  ]);
}

function writeArrow(path: string, compressionType: CompressionType | null): void {
  compressionRegistry.set(CompressionType.ZSTD, { encode: (data) => zstdCompressSync(data) });
  compressionRegistry.set(CompressionType.LZ4_FRAME, { encode: storeAsLz4 });
  writeFileSync(
    path,
    RecordBatchFileWriter.writeAll(arrowTable(), { compressionType }).toUint8Array(true),
  );
}

test('typed values of Parquet', async (context) => {
  const path = join(temporaryFolder(context), 'typed.parquet');
  await writeParquet(path);
  assert.deepEqual((await readRows(path)).rows, EXPECTED);
});

for (const compression of [null, CompressionType.ZSTD, CompressionType.LZ4_FRAME]) {
  const name = compression === null ? 'plain' : CompressionType[compression];
  test(`typed values of Arrow, ${name}`, async (context) => {
    const path = join(temporaryFolder(context), 'typed.arrow');
    writeArrow(path, compression);
    assert.deepEqual((await readRows(path)).rows, EXPECTED);
  });
}
