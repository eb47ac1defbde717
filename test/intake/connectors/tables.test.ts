import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { crc32 } from 'node:zlib';
import { roaringBitmap } from '../stubs/roaring-bitmap.ts';
import { tableRows } from '../table-rows.ts';
import { FIXTURES, ownFolder } from './source-folder.ts';

type Expected = Readonly<Record<string, readonly { id: number }[]>>;

function expectedOf(folder: string): Expected {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
}

for (const system of ['delta', 'iceberg'] as const)
  describe(`a ${system} table that its own tool wrote`, () => {
    it('has the rows that the tool reads, at every version', async (context) => {
      const folder = join(FIXTURES, system);
      const versions = Object.entries(expectedOf(folder));
      assert.ok(versions.length >= 3);
      for (const [version, rows] of versions)
        assert.deepEqual(
          await tableRows(`${system}:${folder}@${version}`, ownFolder(context)),
          rows,
        );
    });
  });

describe('a Delta table', () => {
  const ALPHABET =
    '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';

  function z85(bytes: Uint8Array): string {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    let text = '';
    for (let at = 0; at < padded.length; at += 4) {
      let value = padded.readUInt32BE(at);
      let five = '';
      for (let digit = 0; digit < 5; digit += 1) {
        five = `${ALPHABET[value % 85]}${five}`;
        value = Math.floor(value / 85);
      }
      text += five;
    }
    return text;
  }

  /** Version 1 of the fixture, with rows of its first file hidden. */
  function withVector(
    context: TestContext,
    vector: (folder: string, rows: Uint8Array) => object,
    hidden: Uint32Array,
  ): string {
    const folder = ownFolder(context);
    cpSync(join(FIXTURES, 'delta'), folder, { recursive: true });
    const log = join(folder, '_delta_log');
    const first = readFileSync(join(log, '00000000000000000000.json'), 'utf8');
    const path = /part-00000-[^"]+parquet/.exec(first)?.[0] ?? '';
    const deletionVector = {
      ...vector(folder, roaringBitmap(hidden, { runs: false })),
      cardinality: hidden.length,
    };
    const lines = [
      { remove: { path, dataChange: true } },
      {
        add: {
          path,
          partitionValues: {},
          size: 1,
          modificationTime: 0,
          dataChange: true,
          deletionVector,
        },
      },
    ];
    for (const name of [
      '00000000000000000002.json',
      '00000000000000000003.json',
      '00000000000000000002.checkpoint.parquet',
    ])
      rmSync(join(log, name));
    writeFileSync(
      join(log, '00000000000000000001.json'),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    return folder;
  }

  const HIDDEN = Uint32Array.of(1, 4);
  const inline = (_: string, rows: Uint8Array): object => ({
    storageType: 'i',
    pathOrInlineDv: z85(rows),
    sizeInBytes: rows.length,
  });

  function stored(folder: string, rows: Uint8Array): object {
    const id = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
    const [head, tail] = [Buffer.alloc(5), Buffer.alloc(4)];
    head[0] = 1;
    head.writeUInt32BE(rows.length, 1);
    tail.writeUInt32BE(crc32(rows));
    const name = 'deletion_vector_01234567-89ab-cdef-0123-456789abcdef.bin';
    writeFileSync(join(folder, name), Buffer.concat([head, rows, tail]));
    return { storageType: 'u', pathOrInlineDv: z85(id), offset: 1, sizeInBytes: rows.length };
  }

  for (const [how, vector] of [
    ['inline', inline],
    ['in a file', stored],
  ] as const)
    it(`hides the rows that a deletion vector ${how} names`, async (context) => {
      const folder = withVector(context, vector, HIDDEN);
      const rows = await tableRows(`delta:${folder}@1`, ownFolder(context));
      assert.deepEqual(
        rows.map(({ id }) => id),
        [0, 2, 3, 5],
      );
    });

  it('refuses vectors that were altered, that lie elsewhere, or that hide another number of rows', async (context) => {
    const altered = withVector(context, stored, HIDDEN);
    const file = join(altered, 'deletion_vector_01234567-89ab-cdef-0123-456789abcdef.bin');
    const bytes = readFileSync(file);
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const fewer = (_: string, rows: Uint8Array): object => ({
      ...inline(_, rows),
      pathOrInlineDv: z85(roaringBitmap(Uint32Array.of(1), { runs: false })),
    });
    const outside = (): object => ({
      storageType: 'p',
      pathOrInlineDv: 'file:///etc/passwd',
      sizeInBytes: 1,
    });
    const climbing = (): object => ({
      storageType: 'u',
      pathOrInlineDv: `../..${z85(Buffer.alloc(16))}`,
      sizeInBytes: 1,
    });
    for (const [folder, code] of [
      [altered, 'INTEGRITY_FAILED'],
      [withVector(context, fewer, HIDDEN), 'INTEGRITY_FAILED'],
      [withVector(context, outside, HIDDEN), 'NOT_ALLOWED'],
      [withVector(context, climbing, HIDDEN), 'DATA_MALFORMED'],
    ] as const)
      await assert.rejects(tableRows(`delta:${folder}@1`, ownFolder(context)), { code });
  });

  it('refuses features that change which rows there are, and logs with a gap', async (context) => {
    const folder = ownFolder(context);
    cpSync(join(FIXTURES, 'delta'), folder, { recursive: true });
    const log = join(folder, '_delta_log');
    rmSync(join(log, '00000000000000000000.json'));
    await assert.rejects(tableRows(`delta:${folder}@1`, ownFolder(context)), { code: 'NOT_FOUND' });
    assert.equal((await tableRows(`delta:${folder}@3`, ownFolder(context))).length, 11);
    const last = join(log, '00000000000000000003.json');
    const feature = {
      protocol: { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['rowFilters'] },
    };
    writeFileSync(last, `${readFileSync(last, 'utf8')}\n${JSON.stringify(feature)}\n`);
    await assert.rejects(tableRows(`delta:${folder}@3`, ownFolder(context)), {
      code: 'DATA_UNSUPPORTED',
    });
  });
});
