import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskedCrc32c } from '../../../../src/modelfiles/formats/crc32c.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { u32, u64 } from '../../bytes.ts';
import { message } from '../protobuf/build-message.ts';

function record(event: Buffer): Buffer {
  const length = u64(event.length);
  return Buffer.concat([length, u32(maskedCrc32c(length)), event, u32(maskedCrc32c(event))]);
}

const FILE = Buffer.concat([record(message([3, 'brain.Event:2'])), record(message([2, 7]))]);

describe('maskedCrc32c', () => {
  it('masks the checksum that RFC 3720 gives for 32 zeros', () => {
    const crc = 0x8a9136aa;
    assert.equal(
      maskedCrc32c(new Uint8Array(32)),
      (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0,
    );
  });
});

describe('inspectRecords', () => {
  it('passes records of events', async () => {
    const report = await scanModelFile(FILE);
    assert.deepEqual([report.format, report.verdict], ['tfrecord', 'pass']);
  });

  it('passes examples of a dataset, and no other records', async () => {
    const feature = message([1, 'label'], [2, message([3, message([1, 7])])]);
    const example = record(message([1, message([1, feature])]));
    assert.equal((await scanModelFile(example)).verdict, 'pass');
    const other = await scanModelFile(record(message([9, 1])));
    assert.deepEqual([other.verdict, other.rule], ['inconclusive', 'records.unsupported']);
  });

  it('checks records piece by piece that are longer than a piece', async () => {
    const long = record(message([3, 'x'.repeat(200_000)]));
    assert.equal((await scanModelFile(long)).verdict, 'pass');
    const flipped = Buffer.from(long);
    flipped[150_000] = (flipped[150_000] ?? 0) ^ 1;
    assert.equal((await scanModelFile(flipped)).rule, 'records.malformed');
  });

  it('refuses a record whose checksum does not hold, and half a record', async () => {
    const flipped = Buffer.from(FILE);
    flipped[FILE.length - 5] = (flipped[FILE.length - 5] ?? 0) ^ 1;
    assert.equal((await scanModelFile(flipped)).rule, 'records.malformed');
    assert.equal((await scanModelFile(FILE.subarray(0, -3))).rule, 'records.malformed');
  });
});
