import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { u64 } from '../bytes.ts';
import { buildTar } from '../containers/tar/build-tar.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { buildGguf } from '../formats/gguf/build-gguf.ts';
import { buildNpy } from '../formats/npy/build-npy.ts';
import { textPickle } from '../text-pickle.ts';

const payload = textPickle('os', 'system', 'id');
const plain = Buffer.from('{"a": 1}');

// Readers stop where their format ends; a loader that goes on, or one that begins at an offset, does not.
describe('a payload follows a whole file', () => {
  const wholes: Readonly<Record<string, Buffer>> = {
    pickle: Buffer.from('N.'),
    safetensors: Buffer.concat([u64(2), Buffer.from('{}')]),
    gguf: buildGguf({}),
    npy: buildNpy(Buffer.alloc(8)),
    zip: buildZip([{ name: 'a.json', content: plain }]),
    tar: buildTar([{ name: 'a.json', content: plain }]),
    gzip: gzipSync(plain),
    zlib: deflateSync(plain),
    zstd: zstdCompressSync(plain),
  };

  for (const [format, whole] of Object.entries(wholes)) {
    it(`of ${format}`, async () => {
      const alone = await scanModelFile(whole, { name: 'x.json' });
      assert.deepEqual([alone.format, alone.verdict], [format, 'pass']);
      const report = await scanModelFile(Buffer.concat([whole, payload]), { name: 'x.json' });
      assert.equal(report.verdict, 'fail');
    });
  }

  it('of gzip, packed in its turn: some readers unpack both, others one', async () => {
    const report = await scanModelFile(Buffer.concat([gzipSync(plain), gzipSync(payload)]));
    assert.deepEqual([report.verdict, report.rule], ['fail', 'gzip.trailing-bytes']);
  });
});
