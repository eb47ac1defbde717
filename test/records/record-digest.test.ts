import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { RecordBatch } from '../../src/records/batch.ts';
import type { TextColumn } from '../../src/records/column.ts';
import { digestBatch, recordDigest } from '../../src/records/record-digest.ts';
import type { RecordSchema } from '../../src/records/schema.ts';

type Value = string | readonly string[] | null;

function column(values: readonly Value[]): TextColumn {
  const list = values.some((value) => Array.isArray(value));
  const flat: string[] = [];
  const lists = [0];
  for (const value of values) {
    if (value === null) {
      if (!list) flat.push('');
    } else if (typeof value === 'string') flat.push(value);
    else flat.push(...value);
    lists.push(flat.length);
  }
  const offsets = [0];
  for (const text of flat) offsets.push((offsets.at(-1) ?? 0) + Buffer.byteLength(text));
  return {
    bytes: Buffer.from(flat.join('')),
    offsets: Uint32Array.from(offsets),
    missing: Uint8Array.from(values, (value) => (value === null ? 1 : 0)),
    ...(list ? { lists: Uint32Array.from(lists) } : {}),
  };
}

function table(columns: Record<string, readonly Value[]>): [RecordSchema, RecordBatch] {
  const names = Object.keys(columns);
  const schema: RecordSchema = {
    columns: names.map((name) => ({ name, type: 'text', list: false })),
  };
  const batch: RecordBatch = {
    firstPosition: 0,
    length: Object.values(columns)[0]?.length ?? 0,
    columns: Object.values(columns).map(column),
  };
  return [schema, batch];
}

function only(columns: Record<string, Value>): string {
  const rows = Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, [value]]));
  return Buffer.from(recordDigest(...table(rows), 0)).toString('hex');
}

test('the encoding is the documented one', () => {
  const u32 = (value: number): Buffer => Buffer.from([value, 0, 0, 0]);
  const expected = createHash('sha256')
    .update('credence record 1\n')
    .update(u32(5))
    .update('label')
    .update(u32(2))
    .update(u32(1))
    .update('a')
    .update(u32(0))
    .update(u32(4))
    .update('text')
    .update(u32(1))
    .update(u32(3))
    .update('né')
    .digest('hex');
  assert.equal(only({ text: 'né', gone: null, label: ['a', ''] }), expected);
});

test('the order of columns does not matter, their names and values do', () => {
  assert.equal(only({ a: '1', b: '2' }), only({ b: '2', a: '1' }));
  assert.notEqual(only({ a: '1', b: '2' }), only({ a: '2', b: '1' }));
  assert.notEqual(only({ a: '1', b: '2' }), only({ a: '12', b: '' }));
  assert.notEqual(only({ a: '1' }), only({ A: '1' }));
});

test('missing, empty and the empty list are three things', () => {
  const digests = [only({ a: '1', b: null }), only({ a: '1', b: '' }), only({ a: '1', b: [] })];
  assert.equal(new Set(digests).size, 3);
  assert.equal(only({ a: '1', b: null }), only({ a: '1' }));
});

test('a list of one is the same content as one value', () => {
  assert.equal(only({ a: ['x'] }), only({ a: 'x' }));
  assert.notEqual(only({ a: ['x', 'y'] }), only({ a: 'xy' }));
});

test('a batch gives the digests of its records, end to end, long ones among them', () => {
  const [schema, batch] = table({
    text: ['short', 'long '.repeat(5000), ''],
    label: ['0', null, '1'],
  });
  const digests = digestBatch(schema, batch);
  assert.equal(digests.length, 96);
  for (let index = 0; index < 3; index++) {
    assert.deepEqual(
      Buffer.from(digests.subarray(index * 32, index * 32 + 32)),
      Buffer.from(recordDigest(schema, batch, index)),
    );
  }
});
