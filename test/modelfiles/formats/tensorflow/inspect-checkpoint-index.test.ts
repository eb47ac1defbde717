import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectCheckpointIndex } from '../../../../src/modelfiles/formats/tensorflow/inspect-checkpoint-index.ts';
import type { Inspection } from '../../../../src/modelfiles/inspection.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { rulesOf } from '../rules-of.ts';
import { buildTable, indexEntry, indexHeader, literalSnappy } from './build-table.ts';

function inspect(bytes: Buffer): Inspection {
  return inspectCheckpointIndex(new MemorySource(bytes), {
    ...inspectionContext(),
    name: 'model/variables/variables.index',
  });
}

const ENTRIES = [
  indexHeader(2),
  indexEntry('a', { offset: 0, size: 24, shape: [2, 3] }),
  indexEntry('b', { shard: 1, offset: 8, size: 4, shape: [] }),
];
const SHARDS = [
  { path: 'variables.data-00000-of-00002', ranges: [{ offset: 0, length: 24 }] },
  { path: 'variables.data-00001-of-00002', ranges: [{ offset: 8, length: 4 }] },
];

describe('inspectCheckpointIndex', () => {
  it('gives the bytes of the data files beside it a meaning', async () => {
    const bytes = buildTable(ENTRIES);
    const found = inspect(bytes);
    assert.deepEqual(rulesOf(found), []);
    assert.deepEqual(found.companions, SHARDS);
    assert.equal((await scanModelFile(bytes)).format, 'tensorflow-index');
  });

  it('unpacks compressed blocks', () => {
    const found = inspect(buildTable(ENTRIES, literalSnappy));
    assert.deepEqual(rulesOf(found), []);
    assert.deepEqual(found.companions, SHARDS);
  });

  it('refuses tensors that take other bytes than they need, or lie in no data file', () => {
    const wrong = indexEntry('c', { offset: 0, size: 25, shape: [2, 3] });
    const nowhere = indexEntry('d', { shard: 7, offset: 0, size: 4, shape: [] });
    assert.deepEqual(rulesOf(inspect(buildTable([indexHeader(1), wrong, nowhere]))), [
      'fail checkpoint.tensor-place',
      'fail checkpoint.tensor-place',
    ]);
  });

  it('refuses a block whose checksum does not hold, and bytes between the blocks', () => {
    const bytes = buildTable(ENTRIES);
    const flipped = Buffer.from(bytes);
    flipped[5] = (flipped[5] ?? 0) ^ 1;
    assert.deepEqual(rulesOf(inspect(flipped)), ['fail checkpoint.malformed']);
    const stuffed = Buffer.concat([
      bytes.subarray(0, -48),
      Buffer.from('hidden'),
      bytes.subarray(-48),
    ]);
    assert.deepEqual(rulesOf(inspect(stuffed)), ['fail checkpoint.malformed']);
  });

  it('does not pass other tables of the same kind', () => {
    assert.deepEqual(rulesOf(inspect(buildTable([['key', Buffer.from('value')]]))), [
      'inconclusive checkpoint.unsupported',
    ]);
  });
});
