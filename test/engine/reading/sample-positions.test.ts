import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepSampled, samplePositions } from '../../../src/engine/reading/sample-positions.ts';
import { readRows } from './read-rows.ts';
import { temporaryFolder } from './temporary-folder.ts';

function positionsOf(total: number, size: number): number[] {
  const sample = samplePositions(total, size);
  const kept: number[] = [];
  for (let firstPosition = 0; firstPosition < total; firstPosition += 1000) {
    const length = Math.min(1000, total - firstPosition);
    kept.push(...(keepSampled({ firstPosition, length, columns: [] }, sample)?.positions ?? []));
  }
  return kept;
}

test('a sample has its exact size, is always the same, and grows by adding', () => {
  for (const size of [0, 1, 7, 500, 9999]) assert.equal(positionsOf(10_000, size).length, size);
  assert.deepEqual(positionsOf(10_000, 100), positionsOf(10_000, 100));
  const small = new Set(positionsOf(10_000, 100));
  const large = new Set(positionsOf(10_000, 400));
  assert.ok([...small].every((position) => large.has(position)));
  assert.equal(positionsOf(50, 80).length, 50);
});

test('positions are drawn evenly', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const position of positionsOf(100_000, 10_000)) {
    const tenth = Math.floor(position / 10_000);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  // Each tenth expects 1,000 with a standard deviation of 28.5; six of them are allowed.
  for (const count of tenths) assert.ok(Math.abs(count - 1000) < 171, String(tenths));
});

test('sampled records keep their values and their place, and bad rows are still counted', async (context) => {
  const path = join(temporaryFolder(context), 'a.jsonl');
  const lines = Array.from(
    { length: 5000 },
    (_, i) => `{"n":${i},"tags":["t${i}","${'x'.repeat(i % 5)}"]}`,
  );
  writeFileSync(path, [...lines.slice(0, 10), 'nonsense', ...lines.slice(10)].join('\n'));
  const { rows, positions, outcome } = await readRows(path, { sample: 40 });
  assert.equal(rows.length, 40);
  assert.deepEqual(
    rows,
    positions.map((n) => ({ n: String(n), tags: [`t${n}`, 'x'.repeat(n % 5)] })),
  );
  assert.equal(outcome.records, 5000);
  assert.equal(outcome.badRowCount, 1);
  assert.match(outcome.sampled ?? '', /^40 of 5000 records/);
});

test('a sample larger than the data is the data', async (context) => {
  const path = join(temporaryFolder(context), 'a.jsonl');
  writeFileSync(path, '{"n":1}\n{"n":2}\n');
  const { rows, outcome, batches } = await readRows(path, { sample: 40 });
  assert.equal(rows.length, 2);
  assert.equal(outcome.sampled, null);
  assert.equal(batches[0]?.positions, undefined);
});
