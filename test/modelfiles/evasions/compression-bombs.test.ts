import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';

describe('a small file unpacks to much', () => {
  it('by overlapping members (Fifield, 2019)', async () => {
    const kernel = buildZip([{ name: 'a', content: Buffer.alloc(1_000_000), deflated: true }]);
    const size = 1_000_000;
    const packedSize = kernel.readUInt32LE(18);
    const again = { size, packedSize, crc32: kernel.readUInt32LE(14), method: 8, headerOffset: 0 };
    const bomb = buildZip([
      { name: 'a', content: Buffer.alloc(size), deflated: true },
      ...['b', 'c'].map((name) => ({ name, content: '', local: { name: '' }, central: again })),
    ]);
    const report = await scanModelFile(bomb);
    assert.equal(report.verdict, 'fail');
    assert.ok(report.findings.some(({ rule }) => rule === 'zip.overlap'));
    assert.deepEqual(report.members, []);
  });

  it('by packing it several times', async () => {
    let packed = gzipSync(Buffer.alloc(20_000_000));
    for (let level = 0; level < 5; level++) packed = gzipSync(packed);
    const report = await scanModelFile(packed);
    assert.deepEqual([report.verdict, report.rule], ['inconclusive', 'scan.too-deep']);
  });

  it('beyond the limit over all members', async () => {
    const members = ['a', 'b', 'c'].map((name) => ({
      name,
      content: Buffer.alloc(400_000),
      deflated: true,
    }));
    const report = await scanModelFile(buildZip(members), { limits: { unpackedBytes: 1_000_000 } });
    assert.equal(report.verdict, 'inconclusive');
    assert.equal(report.members[2]?.rule, 'member.limit');
  });
});
