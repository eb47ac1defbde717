import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { textPickle } from '../text-pickle.ts';

// CVE-2025-10156: a scanner stops at the wrong checksum and reports nothing; PyTorch's reader does
// not look at it.
describe('a member does not have its checksum', () => {
  for (const deflated of [false, true]) {
    it(deflated ? 'packed' : 'stored', async () => {
      const content = textPickle('os', 'system', 'id');
      const crc32 = 0x1337;
      const member = { name: 'x.pkl', content, deflated, local: { crc32 }, central: { crc32 } };
      const report = await scanModelFile(buildZip([member]));
      assert.equal(report.verdict, 'fail');
    });
  }
});
