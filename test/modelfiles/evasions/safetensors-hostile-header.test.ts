import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { u64 } from '../bytes.ts';
import { textPickle } from '../text-pickle.ts';

const build = (header: string, data: Uint8Array = Buffer.alloc(0)): Buffer =>
  Buffer.concat([u64(Buffer.byteLength(header)), Buffer.from(header), data]);

// The abuses that the format's own repository lists, and a pickle that looks like a header.
describe('a safetensors file abuses its header', () => {
  it('with a header as long as memory', async () => {
    const report = await scanModelFile(Buffer.concat([u64(2 ** 62), Buffer.from('{}')]), {
      name: 'x.safetensors',
    });
    assert.notEqual(report.verdict, 'pass');
  });

  it('with a hundred thousand tensors on the same bytes', async () => {
    const tensor = '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';
    const entries = Array.from({ length: 100_000 }, (_, index) => `"t${index}":${tensor}`);
    const report = await scanModelFile(build(`{${entries.join(',')}}`, Buffer.alloc(4)));
    assert.deepEqual([report.verdict, report.rule], ['fail', 'safetensors.overlap']);
    assert.ok(report.findings.length < 50);
  });

  it('with a key twice, of which readers take different ones', async () => {
    const entry = (end: number): string =>
      `"a":{"dtype":"U8","shape":[${end}],"data_offsets":[0,${end}]}`;
    const report = await scanModelFile(build(`{${entry(4)},${entry(8)}}`, Buffer.alloc(8)));
    assert.deepEqual([report.verdict, report.rule], ['fail', 'safetensors.ambiguous']);
  });

  it('with a payload behind its tensors', async () => {
    const report = await scanModelFile(build('{}', textPickle('os', 'system', 'id')));
    assert.deepEqual([report.verdict, report.rule], ['fail', 'safetensors.hidden-bytes']);
  });

  it('with a length whose bytes begin a pickle, which runs on in the header', async () => {
    // PROTO 4, SHORT_BINUNICODE of nine characters: as a number, the length of the header.
    const start = Buffer.from([0x80, 0x04, 0x8c, 0x04, 0, 0, 0, 0]);
    const call = `{"__metadata__":{"a":"${' '.repeat(3)}"}}`;
    const report = await scanModelFile(Buffer.concat([start, Buffer.from(call)]));
    assert.notEqual(report.verdict, 'pass');
  });
});
