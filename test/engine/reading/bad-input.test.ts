import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { CredenceError, type ErrorCode, type Location } from '../../../src/core/error.ts';
import type { SourceRequest } from '../../../src/engine/reading/open-source.ts';
import { readRows } from './read-rows.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Refusal {
  readonly says: string;
  /** Files to write: name and content. The first is read, unless `read` names something else. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly read?: string;
  readonly request?: Partial<SourceRequest>;
  readonly code: ErrorCode;
  /** What the error says about the place; the file is its bare name. */
  readonly at?: Location;
  readonly words?: RegExp;
}

const LINES =
  '{"text":"one two three four","label":"a"}\n{"text":"five six seven eight","label":"b"}\n';
const long = (bytes: number): string => 'x'.repeat(bytes);
const arrow = (framing: 'file' | 'stream'): Uint8Array =>
  tableToIPC(new Table({ text: vectorFromArray(['one', 'two', 'three'], new Utf8()) }), framing);
const noise = Buffer.from(
  Array.from({ length: 20_000 }, (_, index) => `{"n":${Math.sin(index)}}\n`).join(''),
);

const REFUSALS: readonly Refusal[] = [
  { says: 'an empty file', files: { 'a.csv': '' }, code: 'DATA_EMPTY', at: { file: 'a.csv' } },
  { says: 'an empty gzip', files: { 'a.jsonl.gz': gzipSync('') }, code: 'DATA_EMPTY' },
  { says: 'blank lines alone', files: { 'a.jsonl': '\n\n \n' }, code: 'DATA_EMPTY' },
  { says: 'an empty array', files: { 'a.json': '[ ]' }, code: 'DATA_EMPTY' },
  { says: 'a header alone', files: { 'a.csv': 'text,label\n' }, code: 'DATA_EMPTY' },
  { says: 'a missing file', files: {}, read: 'nothing.csv', code: 'FILE_NOT_FOUND' },
  {
    says: 'a glob without matches',
    files: { 'a.csv': 'a,b\n1,2\n' },
    read: '*.jsonl',
    code: 'FILE_NOT_FOUND',
  },
  {
    says: 'a folder without data',
    files: { 'd/README.md': '# x', 'd/.hidden.csv': 'a,b\n' },
    read: 'd',
    code: 'DATA_EMPTY',
    words: /README\.md/,
  },
  {
    says: 'a folder of several formats',
    files: { 'd/a.csv': 'a,b\n1,2\n', 'd/b.jsonl': LINES },
    read: 'd',
    code: 'DATA_AMBIGUOUS',
    words: /csv.*jsonl/,
  },
  {
    says: 'shards of different columns',
    files: { 'd/part-1.jsonl': LINES, 'd/part-2.jsonl': '{"text":"one two three"}\n' },
    read: 'd',
    code: 'DATA_MIXED_SCHEMA',
    at: { file: 'd/part-2.jsonl', column: 'label' },
    words: /part-2\.jsonl.*`label`.*part-1\.jsonl/,
  },
  {
    says: 'wrong encoding in lines',
    files: { 'a.jsonl': Buffer.from('{"text":"ok"}\n{"text":"caf\xe9"}\n', 'latin1') },
    code: 'DATA_ENCODING',
    at: { file: 'a.jsonl', byte: 26 },
  },
  {
    says: 'wrong encoding after a mark',
    files: {
      'a.csv': Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xff, 0x0a]),
    },
    code: 'DATA_ENCODING',
    at: { file: 'a.csv', byte: 9 },
  },
  {
    says: 'a character cut off at the end',
    files: { 'a.csv': Buffer.from('text,label\nyes,caf\xc3', 'latin1') },
    code: 'DATA_ENCODING',
    at: { file: 'a.csv', byte: 18 },
  },
  {
    says: 'wrong encoding far behind',
    files: {
      'a.jsonl': Buffer.concat([
        Buffer.from('{"text":"ok"}\n'.repeat(150_000)),
        Buffer.from([0xc0, 0xaf]),
      ]),
    },
    code: 'DATA_ENCODING',
    at: { file: 'a.jsonl', byte: 2_100_000 },
  },
  {
    says: 'half a character in UTF-16',
    files: { 'a.csv': Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8]) },
    code: 'DATA_ENCODING',
  },
  {
    says: 'UTF-32',
    files: { 'a.csv': Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]) },
    code: 'DATA_UNSUPPORTED',
    words: /UTF-32/,
  },
  {
    says: 'a quotation mark that is never closed',
    files: { 'a.csv': 'text,label\n"fine",a\n"open,b\nnext,c\n' },
    code: 'DATA_MALFORMED',
    at: { file: 'a.csv', line: 3 },
  },
  {
    says: 'two columns of one name',
    files: { 'a.csv': 'text,label,text\na,b,c\n' },
    code: 'DATA_AMBIGUOUS',
    at: { file: 'a.csv', line: 1, column: 'text' },
  },
  {
    says: 'a path that is written two ways',
    files: { 'a.jsonl': '{"a.b":1,"a":{"b":2}}\n' },
    code: 'DATA_AMBIGUOUS',
    at: { file: 'a.jsonl', column: 'a.b' },
  },
  {
    says: 'a header narrower than its rows',
    files: { 'a.csv': 'text,label\na,b,c\nd,e,f\n' },
    code: 'DATA_MALFORMED',
    at: { file: 'a.csv', line: 1 },
  },
  {
    says: 'truncated gzip',
    files: { 'a.jsonl.gz': gzipSync(noise).subarray(0, -20) },
    code: 'DATA_TRUNCATED',
    at: { file: 'a.jsonl.gz' },
  },
  {
    says: 'truncated zstd',
    files: { 'a.jsonl.zst': zstdCompressSync(noise).subarray(0, -9) },
    code: 'DATA_TRUNCATED',
  },
  {
    says: 'damaged gzip',
    files: { 'a.jsonl.gz': damaged(gzipSync(noise)) },
    code: 'DATA_MALFORMED',
  },
  {
    says: 'other bytes after gzip',
    files: { 'a.jsonl.gz': Buffer.concat([gzipSync(LINES), Buffer.from('trailing')]) },
    code: 'DATA_MALFORMED',
  },
  {
    says: 'other bytes hidden behind gzip padding',
    files: { 'a.jsonl.gz': Buffer.concat([gzipSync(LINES), Buffer.alloc(9), gzipSync(LINES)]) },
    code: 'DATA_MALFORMED',
  },
  {
    says: 'other bytes after zstd',
    files: { 'a.jsonl.zst': Buffer.concat([zstdCompressSync(LINES), Buffer.from('trailing')]) },
    code: 'DATA_MALFORMED',
  },
  {
    says: 'a decompression bomb',
    files: { 'a.csv.zst': zstdCompressSync(Buffer.alloc(70_000_000, `${'a'.repeat(9000)},b\n`)) },
    code: 'LIMIT_EXCEEDED',
    words: /unfolds/,
  },
  {
    says: 'more than may be unfolded',
    files: { 'a.jsonl.gz': gzipSync(noise) },
    request: { limits: { unfoldedBytes: 100_000 } },
    code: 'LIMIT_EXCEEDED',
  },
  {
    says: 'truncated Parquet',
    files: { 'a.parquet': 'PAR1 and then nothing of use' },
    code: 'DATA_TRUNCATED',
    at: { file: 'a.parquet', byte: 28 },
  },
  {
    says: 'Parquet with a nonsensical footer',
    files: { 'a.parquet': Buffer.from(`PAR1${long(60)}\x10\0\0\0PAR1`, 'latin1') },
    code: 'DATA_MALFORMED',
  },
  {
    says: 'a truncated Arrow file',
    files: { 'a.arrow': arrow('file').subarray(0, -12) },
    code: 'DATA_TRUNCATED',
  },
  {
    says: 'an Arrow stream without its end marker',
    files: { 'a.arrows': arrow('stream').subarray(0, -8) },
    code: 'DATA_TRUNCATED',
  },
  {
    says: 'an Arrow stream cut within a batch',
    files: { 'a.arrows': arrow('stream').subarray(0, -40) },
    code: 'DATA_TRUNCATED',
  },
  {
    says: 'an array that never ends',
    files: { 'a.json': '[{"text":"a"},\n{"text":"b"' },
    code: 'DATA_TRUNCATED',
    at: { file: 'a.json', line: 2 },
  },
  {
    says: 'text behind an array',
    files: { 'a.json': '[{"text":"a"}]\n[{"text":"b"}]' },
    code: 'DATA_MALFORMED',
    at: { file: 'a.json', line: 2 },
  },
  {
    says: 'one large JSON object',
    files: { 'a.json': '{\n "rows": [\n  {"text": "a"}\n ]\n}\n' },
    code: 'DATA_UNSUPPORTED',
    words: /over several lines/,
  },
  {
    says: 'records by key',
    files: { 'a.json': '{"r1": {"text": "a"}, "r2": {"text": "b"}}' },
    code: 'DATA_UNSUPPORTED',
    words: /by key/,
  },
  {
    says: 'an element beyond the limit',
    files: { 'a.json': `[{"t":1},\n{"text":"${long(600_000)}"}]` },
    request: { limits: { recordBytes: 100_000 } },
    code: 'LIMIT_EXCEEDED',
    at: { file: 'a.json', line: 2 },
  },
  {
    says: 'a CSV record beyond the limit',
    files: { 'a.csv': `text,label\na,b\n"${long(600_000)}",c\n` },
    request: { limits: { recordBytes: 100_000 } },
    code: 'LIMIT_EXCEEDED',
    at: { file: 'a.csv', line: 3 },
  },
  {
    says: 'more columns than are read',
    files: { 'a.csv': `${Array.from({ length: 30 }, (_, i) => `c${i}`).join()}\n` },
    request: { limits: { columns: 20 } },
    code: 'LIMIT_EXCEEDED',
  },
  {
    says: 'NUL bytes throughout',
    files: { 'a.csv': Buffer.alloc(5000) },
    code: 'DATA_UNSUPPORTED',
    words: /binary/,
  },
  {
    says: 'a ZIP archive',
    files: { 'a.csv': 'PK\x03\x04\x14\0\0\0' },
    code: 'DATA_UNSUPPORTED',
    words: /ZIP/,
  },
  {
    says: 'a pickle',
    files: { 'a.pkl': Buffer.from([0x80, 0x04, 0x95]) },
    code: 'DATA_UNSUPPORTED',
    words: /pickle/,
  },
  {
    says: 'an image',
    files: { 'a.png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') },
    code: 'DATA_UNSUPPORTED',
    words: /PNG/,
  },
  {
    says: 'a Git LFS pointer',
    files: { 'a.csv': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n' },
    code: 'DATA_UNSUPPORTED',
    words: /never fetched/,
  },
  {
    says: 'Parquet in gzip',
    files: { 'a.parquet.gz': gzipSync('PAR1 whatever') },
    code: 'DATA_UNSUPPORTED',
    words: /wrapped in gzip/,
  },
  {
    says: 'text that was called Parquet',
    files: { 'a.csv': 'a,b\n1,2\n' },
    request: { format: 'parquet' },
    code: 'DATA_UNSUPPORTED',
  },
  {
    says: 'a role for no column',
    files: { 'a.jsonl': LINES },
    request: { roles: { label: ['lable'] } },
    code: 'ROLE_UNKNOWN',
    at: { column: 'lable' },
    words: /`text`, `label`/,
  },
  {
    says: 'two roles for a column',
    files: { 'a.jsonl': LINES },
    request: { roles: { label: ['text'], text: ['text'] } },
    code: 'USAGE',
  },
  {
    says: 'not one readable row',
    files: { 'a.jsonl': '[1]\n[2]\nnull\n' },
    request: { format: 'jsonl' },
    code: 'DATA_MALFORMED',
    at: { file: 'a.jsonl', line: 1 },
  },
];

function damaged(bytes: Buffer): Buffer {
  bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 40);
  return bytes;
}

for (const refusal of REFUSALS) {
  test(`refused with ${refusal.code}: ${refusal.says}`, async (context) => {
    const folder = temporaryFolder(context);
    mkdirSync(join(folder, 'd'));
    for (const [name, content] of Object.entries(refusal.files))
      writeFileSync(join(folder, name), content);
    const path = join(folder, refusal.read ?? Object.keys(refusal.files)[0] ?? '');
    await assert.rejects(readRows(path, refusal.request), (error) => {
      assert.ok(error instanceof CredenceError, String(error));
      assert.equal(error.code, refusal.code, error.message);
      if (refusal.at !== undefined) {
        const at =
          refusal.at.file === undefined
            ? refusal.at
            : { ...refusal.at, file: join(folder, refusal.at.file) };
        assert.deepEqual(error.at, at);
      }
      if (refusal.words !== undefined)
        assert.match(`${error.message} ${error.hint ?? ''}`, refusal.words);
      return true;
    });
  });
}

interface BadRows {
  readonly says: string;
  readonly name: string;
  readonly content: string;
  readonly request?: Partial<SourceRequest>;
  /** Line and reason of each row that is not read. */
  readonly bad: readonly (readonly [number, RegExp])[];
  readonly records: number;
}

const deep = `${'{"a":'.repeat(90)}1${'}'.repeat(90)}`;
const BAD_ROWS: readonly BadRows[] = [
  {
    says: 'ragged CSV rows',
    name: 'a.csv',
    content: 'text,label\na,b\na\n\na,b,c\n"x\ny",d\ne,"f" g\n',
    bad: [
      [3, /1 cells where 2/],
      [5, /3 cells where 2/],
      [8, /after a closing/],
    ],
    records: 2,
  },
  {
    says: 'lines that are not objects',
    name: 'a.jsonl',
    content: `${LINES}[1]\nnull\n"x"\n7\n{"text":\n\n${LINES}`,
    bad: [
      [3, /an array/],
      [4, /null/],
      [5, /a string/],
      [6, /a number/],
      [7, /not valid JSON/],
    ],
    records: 4,
  },
  {
    says: 'elements that are not objects',
    name: 'a.json',
    content: '[{"text":"a"},\n3,\n{"text":},\n{"text":"b"},\n]',
    bad: [
      [2, /a number/],
      [3, /not valid/],
      [5, /not valid/],
    ],
    records: 2,
  },
  {
    says: 'a line beyond the limit, kept out of memory',
    name: 'a.jsonl',
    content: `${LINES}{"text":"${long(2_000_000)}"}\n${LINES}`,
    request: { limits: { recordBytes: 100_000 } },
    bad: [[3, /longer than 100000 bytes/]],
    records: 4,
  },
  {
    says: 'JSON nested too deeply',
    name: 'a.jsonl',
    content: `{"x":1}\n{"x":${deep}}\n{"x":[${deep}]}\n`,
    bad: [
      [2, /too deeply/],
      [3, /too deeply/],
    ],
    records: 1,
  },
  {
    says: 'a column that begins behind the survey',
    name: 'a.jsonl',
    content: `${LINES.repeat(4000)}{"text":"t","label":"a","late":1}\n`,
    request: { limits: { surveyBytes: 1000 } },
    bad: [[8001, /`late`/]],
    records: 8000,
  },
];

for (const { says, name, content, request, bad, records } of BAD_ROWS) {
  test(`counted and described: ${says}`, async (context) => {
    const path = join(temporaryFolder(context), name);
    writeFileSync(path, content);
    const { rows, outcome } = await readRows(path, request);
    assert.equal(rows.length, records);
    assert.equal(outcome.badRowCount, bad.length);
    assert.deepEqual(
      outcome.badRows.map((row) => [row.file, row.line]),
      bad.map(([line]) => [path, line]),
    );
    for (const [index, [, reason]] of bad.entries())
      assert.match(outcome.badRows[index]?.reason ?? '', reason);
  });
}

test('a long first line is one line, wherever it is cut', async (context) => {
  const path = join(temporaryFolder(context), 'a.jsonl');
  for (const length of [70_000, 3_000_000]) {
    writeFileSync(path, `{"text":"${'[,{:'.repeat(length / 4)}"}\n`);
    assert.equal((await readRows(path)).rows[0]?.['text']?.length, length);
  }
});

test('a named column is read wherever it begins', async (context) => {
  const path = join(temporaryFolder(context), 'a.jsonl');
  writeFileSync(path, `${LINES.repeat(4000)}{"text":"t","label":"a","late":1}\n`);
  const { rows, outcome } = await readRows(path, {
    limits: { surveyBytes: 1000 },
    roles: { field: ['late'] },
  });
  assert.equal(outcome.badRowCount, 0);
  assert.deepEqual(rows.at(-1), { text: 't', label: 'a', late: '1' });
});

test('only the first bad rows are described, all are counted', async (context) => {
  const path = join(temporaryFolder(context), 'a.jsonl');
  writeFileSync(path, `${LINES}${'nonsense\n'.repeat(100)}`);
  const { outcome } = await readRows(path);
  assert.equal(outcome.badRowCount, 100);
  assert.equal(outcome.badRows.length, 20);
});

test('a folder that links to itself is searched once', async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'part-10.jsonl'), '{"text":"ten"}\n');
  writeFileSync(join(folder, 'part-9.jsonl'), '{"text":"nine"}\n');
  writeFileSync(join(folder, 'LICENSE'), 'free');
  symlinkSync(folder, join(folder, 'again'));
  const { rows, source } = await readRows(folder);
  assert.deepEqual(rows, [{ text: 'nine' }, { text: 'ten' }]);
  assert.match(source.notes.join(), /Not read.*LICENSE/);
});

test('NUL bytes within text are kept', async (context) => {
  const path = join(temporaryFolder(context), 'a.csv');
  writeFileSync(path, 'text,label\nsome text with a \0 in it,a\nmore text without,b\n');
  const { rows } = await readRows(path);
  assert.equal(rows[0]?.['text'], 'some text with a \0 in it');
});

test('line breaks of every kind, and none at the end', async (context) => {
  const folder = temporaryFolder(context);
  for (const lineEnd of ['\n', '\r\n', '\r']) {
    const csv = join(folder, 'a.csv');
    writeFileSync(csv, ['text,label', 'a b c,x', '"d e', 'f",y'].join(lineEnd));
    const read = await readRows(csv);
    assert.deepEqual(read.rows, [
      { text: 'a b c', label: 'x' },
      { text: `d e${lineEnd}f`, label: 'y' },
    ]);
    const jsonl = join(folder, 'a.jsonl');
    writeFileSync(jsonl, ['{"text":"a"}', '{"text":"b"}'].join(lineEnd));
    assert.deepEqual((await readRows(jsonl)).rows, [{ text: 'a' }, { text: 'b' }]);
  }
});

test('a cancelled source stops with CANCELLED', async (context) => {
  const path = join(temporaryFolder(context), 'a.jsonl');
  writeFileSync(path, LINES);
  const signal = AbortSignal.abort();
  await assert.rejects(readRows(path, { signal }), { code: 'CANCELLED' });
});
