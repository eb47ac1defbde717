import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from './zip/build-zip.ts';

const ARCHIVE = buildZip([{ name: '/absolute', content: '' }]);

describe('packed files', () => {
  it('are judged by what they hold', async () => {
    const report = await scanModelFile(gzipSync(ARCHIVE), { name: 'model.zip.gz' });
    assert.deepEqual(
      [report.format, report.verdict, report.rule],
      ['gzip', 'fail', 'zip.absolute-name'],
    );
    assert.deepEqual(
      report.members.map(({ path, format }) => [path, format]),
      [['model.zip', 'zip']],
    );
  });

  it('may not be followed by a second stream, or by anything', async () => {
    for (const behind of [gzipSync('more'), Buffer.from([0])]) {
      const report = await scanModelFile(Buffer.concat([gzipSync(ARCHIVE), behind]));
      assert.ok(report.findings.some(({ rule }) => rule === 'gzip.trailing-bytes'));
    }
  });

  it('are refused where they break off, and what came before is still looked at', async () => {
    const cut = gzipSync(Buffer.concat([ARCHIVE, Buffer.alloc(300)])).subarray(0, -8);
    const report = await scanModelFile(cut);
    assert.ok(
      report.findings.some(
        ({ rule, decision }) => rule === 'gzip.malformed' && decision === 'fail',
      ),
    );
    assert.equal(report.members[0]?.format, 'zip');
  });

  it('are not unpacked beyond the limits', async () => {
    const limits = { unpackedBytes: 1_000_000 };
    const report = await scanModelFile(gzipSync(Buffer.alloc(2_000_000)), { limits });
    assert.deepEqual([report.verdict, report.rule], ['inconclusive', 'gzip.limit']);
  });

  it('are not unpacked to a multitude of what they take up', async () => {
    const limits = { unpackedRatio: 100 };
    const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20), { level: 1 });
    const report = await scanModelFile(bomb, { limits });
    assert.deepEqual([report.verdict, report.rule], ['inconclusive', 'gzip.limit']);
  });

  it('do not pass where they hold nothing', async () => {
    const report = await scanModelFile(gzipSync(''));
    assert.deepEqual([report.verdict, report.rule], ['inconclusive', 'gzip.empty']);
  });

  it('are refused by name where no loader reads them', async () => {
    const sevenZip = Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1');
    assert.equal((await scanModelFile(sevenZip)).rule, 'seven-zip.refused');
    assert.equal(
      (await scanModelFile(Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'))).rule,
      'rar.refused',
    );
  });
});
