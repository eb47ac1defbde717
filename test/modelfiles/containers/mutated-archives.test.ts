import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { ModelFileReport } from '../../../src/findings/model-file-report.ts';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildNpy } from '../formats/npy/build-npy.ts';
import { buildTar, paxRecords } from './tar/build-tar.ts';
import { buildZip } from './zip/build-zip.ts';

const TEXT =
  '{"a": [1, 2, 3], "b": "a text that is long enough to be packed, to be packed, to be packed"}';
const ARRAY = buildNpy(Buffer.alloc(40, 7), { descr: "'|u1'", shape: '(40,)' });

const ZIP = buildZip(
  [
    { name: 'folder/', content: '' },
    { name: 'folder/a.json', content: TEXT },
    { name: 'b.json', content: TEXT, deflated: true },
    { name: 'c.npy', content: ARRAY, descriptor: true },
    { name: 'd.npy', content: ARRAY, zip64: true },
  ],
  { zip64: true },
);
const TAR = buildTar([
  { name: 'folder/', type: '5' },
  { name: 'folder/a.json', content: TEXT },
  { name: 'pax', type: 'x', content: paxRecords({ path: 'a'.repeat(120) }) },
  { name: 'c.npy', content: ARRAY },
]);
const ARCHIVES: Readonly<Record<string, Buffer>> = {
  zip: ZIP,
  tar: TAR,
  'zip in gzip': gzipSync(ZIP),
  'zip in tar in gzip': gzipSync(
    buildTar([
      { name: 'x.zip', content: Buffer.concat([ZIP]) },
      { name: 'y.json', content: TEXT },
    ]),
  ),
};

function reportsIn(report: ModelFileReport): readonly ModelFileReport[] {
  return [report, ...report.members.flatMap(reportsIn)];
}

async function scan(bytes: Uint8Array): Promise<ModelFileReport> {
  const report = await scanModelFile(bytes, { name: 'x.json' });
  for (const { findings } of reportsIn(report)) {
    const ours = findings.find(({ rule }) => rule === 'scan.internal-error');
    assert.equal(ours, undefined, ours?.summary);
  }
  return report;
}

/** What a scan says that there is, by sizes and formats. */
function shapeOf(report: ModelFileReport): readonly unknown[] {
  return [report.format, report.bytes, report.members.map(shapeOf)];
}

for (const [name, archive] of Object.entries(ARCHIVES)) {
  describe(`an archive (${name})`, () => {
    it('passes as it is', async () => {
      assert.equal((await scan(archive)).verdict, 'pass');
    });

    it('passes after no cut', async () => {
      for (let length = 1; length < archive.length; length += 13) {
        // What a tar archive ends in is zeros, of which some may be missing.
        if (archive.subarray(length).every((byte) => byte === 0)) continue;
        assert.notEqual(
          (await scan(archive.subarray(0, length))).verdict,
          'pass',
          `${length} bytes`,
        );
      }
    });

    it('passes after no insertion', async () => {
      const insertions = fc.tuple(
        fc.nat(archive.length),
        fc.uint8Array({ minLength: 1, maxLength: 600 }),
      );
      await fc.assert(
        fc.asyncProperty(insertions, async ([at, inserted]) => {
          const bytes = Buffer.concat([archive.subarray(0, at), inserted, archive.subarray(at)]);
          const zeros = bytes.subarray(archive.length).every((byte) => byte === 0);
          if (!zeros) assert.notEqual((await scan(bytes)).verdict, 'pass');
        }),
        { numRuns: 150 },
      );
    });

    it('passes after changes of bits only where nothing is hidden by them', async () => {
      const wanted = shapeOf(await scan(archive));
      const flips = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(7)), {
        minLength: 1,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(flips, async (flipped) => {
          const bytes = Buffer.from(archive);
          for (const [at, bit] of flipped) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          const report = await scan(bytes);
          if (report.verdict === 'pass') assert.deepEqual(shapeOf(report), wanted);
        }),
        { numRuns: 400 },
      );
    });
  });
}
