import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildTar } from '../containers/tar/build-tar.ts';
import { buildZip } from '../containers/zip/build-zip.ts';

// CVE-2007-4559 and its kin: unpacking writes outside of the folder.
describe('an archive leads out of the folder that it is unpacked into', () => {
  for (const name of [
    '../evil.py',
    'a/../../evil.py',
    '/etc/cron.d/evil',
    'C:\\evil.py',
    '..\\evil.py',
  ]) {
    it(`zip, by the name ${name}`, async () => {
      const report = await scanModelFile(buildZip([{ name, content: 'x' }]));
      assert.equal(report.verdict, 'fail');
      assert.match(report.rule, /^zip\.(?:path-traversal|absolute-name)$/);
    });

    it(`tar, by the name ${name}`, async () => {
      const report = await scanModelFile(buildTar([{ name, content: 'x' }]));
      assert.match(report.rule, /^tar\.(?:path-traversal|absolute-name)$/);
    });
  }

  it('zip, by a symbolic link', async () => {
    const link = { name: 'a', content: '/etc', central: { attributes: 0xa1ff * 65536 } };
    assert.equal((await scanModelFile(buildZip([link]))).rule, 'zip.symlink');
  });

  it('tar, by links', async () => {
    for (const [type, rule] of [
      ['1', 'tar.link'],
      ['2', 'tar.symlink'],
    ] as const) {
      const report = await scanModelFile(buildTar([{ name: 'a', type }]));
      assert.equal(report.rule, rule);
    }
  });
});
