import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { digestFromBytes, digestOf } from '../../src/core/digest.ts';
import { FileObjectStore } from '../../src/vault/file-object-store.ts';
import {
  type ChangedRow,
  changedRows,
  commitRecords,
  proveRecord,
  verifyRecord,
} from '../../src/vault/record-commitment.ts';
import { naiveRoot } from '../core/merkle/naive-tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'credence-records-'));
const store = FileObjectStore.open(folder, { threads: 0 });
after(() => rmSync(folder, { recursive: true }));

function digestsOf(records: readonly string[]): Buffer {
  return Buffer.concat(records.map((each) => Buffer.from(digestOf(each).slice(7), 'hex')));
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function changes(one: readonly string[], other: readonly string[]): Promise<ChangedRow[]> {
  const before = pieces(digestsOf(one), 100);
  return await Array.fromAsync(changedRows(before, pieces(digestsOf(other), 77)));
}

const records = Array.from({ length: 70 }, (_, index) => `record ${index}`);

describe('commitments to records', () => {
  it('have the root over the records’ digests, in order', async () => {
    for (const count of [0, 1, 2, 3, 33, 70]) {
      const digests = digestsOf(records.slice(0, count));
      const commitment = await commitRecords(pieces(digests, 64), store);
      const leaves = Array.from({ length: count }, (_, at) =>
        digests.subarray(at * 32, at * 32 + 32),
      );
      assert.equal(commitment.count, count);
      assert.equal(commitment.root, digestFromBytes(naiveRoot(leaves)));
      assert.ok((await store.bytes(commitment.digests)).equals(digests));
    }
  });

  it('prove every record, and no other in its place', async () => {
    const commitment = await commitRecords(pieces(digestsOf(records), 320), store);
    for (const row of [1, 2, 37, 64, 65, 70]) {
      const proof = await proveRecord(row, commitment, store);
      assert.equal(proof.digest, digestOf(`record ${row - 1}`));
      assert.ok(verifyRecord(proof, commitment));
      assert.ok(!verifyRecord({ ...proof, digest: digestOf('another') }, commitment));
      assert.ok(!verifyRecord({ ...proof, row: row === 1 ? 2 : row - 1 }, commitment));
    }
    for (const row of [0, 71, 1.5])
      await assert.rejects(proveRecord(row, commitment, store), { code: 'USAGE' });
  });

  it('do not prove anything for a root that is not theirs', async () => {
    const commitment = await commitRecords(pieces(digestsOf(records), 320), store);
    await assert.rejects(proveRecord(1, { ...commitment, root: digestOf('x') }, store), {
      code: 'INTEGRITY_FAILED',
    });
  });

  it('are refused where a digest is cut', async () => {
    await assert.rejects(commitRecords(pieces(Buffer.alloc(33), 64), store), {
      code: 'DATA_TRUNCATED',
    });
    const cut = changedRows(pieces(Buffer.alloc(33), 64), pieces(Buffer.alloc(64), 64));
    await assert.rejects(Array.fromAsync(cut), { code: 'DATA_TRUNCATED' });
  });
});

describe('changed rows', () => {
  it('are the ones where a byte was changed', async () => {
    const property = fc.asyncProperty(fc.nat(69), async (at) => {
      const changed = records.with(at, `${records[at]}!`);
      assert.deepEqual(await changes(records, changed), [
        { row: at + 1, before: digestOf(records[at] ?? ''), after: digestOf(`${records[at]}!`) },
      ]);
    });
    await fc.assert(property, { numRuns: 20 });
  });

  it('are none for equal sequences, and the rest where one is longer', async () => {
    assert.deepEqual(await changes(records, records), []);
    assert.deepEqual(await changes([], []), []);
    const longer = await changes(records.slice(0, 60), records);
    assert.deepEqual(
      longer.map(({ row, before }) => [row, before]),
      Array.from({ length: 10 }, (_, index) => [61 + index, null]),
    );
    const shorter = await changes(records, records.slice(0, 69));
    assert.deepEqual(shorter, [{ row: 70, before: digestOf('record 69'), after: null }]);
  });

  it('agree with a comparison row by row', async () => {
    const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    const property = fc.asyncProperty(few, few, async (one, other) => {
      const expected = Array.from({ length: Math.max(one.length, other.length) }, (_, at) => at)
        .filter((at) => one[at] !== other[at])
        .map((at) => at + 1);
      assert.deepEqual(
        (await changes(one, other)).map(({ row }) => row),
        expected,
      );
    });
    await fc.assert(property);
  });
});
