import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { u16, u32, u64 } from '../bytes.ts';
import { buildTar } from '../containers/tar/build-tar.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { buildNpy } from '../formats/npy/build-npy.ts';
import { textPickle } from '../text-pickle.ts';

const payload = textPickle('os', 'system', 'id');
const archive = buildZip([{ name: 'model/data.pkl', content: payload }]);

/** A safetensors file whose one tensor holds the bytes, so that each of them is accounted for. */
function safetensorsAround(bytes: Buffer): Buffer {
  const header = JSON.stringify({
    a: { dtype: 'U8', shape: [bytes.length], data_offsets: [0, bytes.length] },
  });
  return Buffer.concat([u64(header.length), Buffer.from(header), bytes]);
}

async function polyglotIn(bytes: Buffer): Promise<string | undefined> {
  const report = await scanModelFile(bytes);
  assert.equal(report.verdict, 'fail');
  return report.findings.find(({ rule }) => rule === 'scan.polyglot')?.summary;
}

// Readers of zip look at the end of a file, readers of anything else at its start.
describe('a file is one thing from its start and another one from its end', () => {
  it('safetensors and zip', async () => {
    assert.match((await polyglotIn(safetensorsAround(archive))) ?? '', /also a zip archive/);
  });

  it('safetensors and a zip archive of ZIP64', async () => {
    const large = buildZip([{ name: 'data.pkl', content: payload }], { zip64: true });
    assert.match((await polyglotIn(safetensorsAround(large))) ?? '', /also a zip archive/);
  });

  it('an array and zip', async () => {
    const array = buildNpy(archive, { descr: "'|u1'", shape: `(${archive.length},)` });
    assert.match((await polyglotIn(array)) ?? '', /also a zip archive/);
  });

  it('a pickle and zip', async () => {
    const pickle = Buffer.concat([Buffer.from('N.'), archive]);
    assert.equal((await scanModelFile(pickle)).verdict, 'fail');
  });

  it('zip behind a program that unpacks it', async () => {
    const report = await scanModelFile(Buffer.concat([Buffer.from('#!/bin/sh\n'), archive]));
    assert.equal(report.verdict, 'fail');
  });
});

// PyTorch tries tar before anything else, and a tar header needs no signature.
describe('a file is a tar archive and something else', () => {
  it('tar and a pickle that calls something', async () => {
    const name = "cos\nsystem\n(S'id'\ntR.";
    assert.match((await polyglotIn(buildTar([{ name, content: 'x' }]))) ?? '', /also a pickle/);
  });

  it('tar and zip', async () => {
    const padding = Buffer.alloc(512 - (archive.length % 512));
    const tar = buildTar(
      [{ name: 'a', content: Buffer.concat([padding, archive]) }],
      Buffer.alloc(1024),
    );
    assert.match((await polyglotIn(tar)) ?? '', /also a zip archive/);
  });
});

// HDF5 may begin at any power of two from 512 on, with anything before it.
it('a file is an array, and HDF5 from its middle on', async () => {
  const data = Buffer.alloc(1024);
  const header = buildNpy(Buffer.alloc(0), { descr: "'|u1'", shape: '(1024,)' }).length;
  data.write('\x89HDF\r\n\x1a\n', 512 - header, 'latin1');
  const array = buildNpy(data, { descr: "'|u1'", shape: '(1024,)' });
  assert.match((await polyglotIn(array)) ?? '', /also an HDF5 file/);
});

describe('a file is an array, and holds a rar archive that unpackers find', () => {
  const fourth = Buffer.concat([Buffer.of(0x73, 0, 0), u16(13), Buffer.alloc(6)]);
  const fifth = Buffer.concat([Buffer.of(3, 1, 0, 0)]);
  const archives: Readonly<Record<string, Buffer>> = {
    'of version 4': Buffer.concat([
      Buffer.from('Rar!\x1a\x07\0', 'latin1'),
      u16(crc32(fourth) & 0xffff),
      fourth,
    ]),
    'of version 5': Buffer.concat([
      Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'),
      u32(crc32(fifth)),
      fifth,
    ]),
  };

  for (const [version, rar] of Object.entries(archives)) {
    const around = (data: Buffer): Buffer =>
      buildNpy(data, { descr: "'|u1'", shape: `(${data.length},)` });

    it(version, async () => {
      const array = around(Buffer.concat([Buffer.alloc(100), rar, Buffer.alloc(100)]));
      assert.match((await polyglotIn(array)) ?? '', /also a 7z or rar archive/);
    });

    it(`${version}, but for its header`, async () => {
      const array = around(Buffer.concat([rar.subarray(0, 8), Buffer.alloc(100)]));
      assert.equal((await scanModelFile(array)).verdict, 'pass');
    });
  }
});
