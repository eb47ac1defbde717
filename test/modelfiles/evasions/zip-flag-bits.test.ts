import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { textPickle } from '../text-pickle.ts';

// CVE-2025-1945: Python's zipfile takes the member for encrypted and gives up; PyTorch's reader
// takes no notice of the flag.
describe('a member is marked in a way that some readers refuse and others ignore', () => {
  for (const flags of [0x1, 0x20, 0x40, 0x2000]) {
    it(`flag 0x${flags.toString(16)}`, async () => {
      const content = textPickle('os', 'system', 'id');
      const member = { name: 'model/data.pkl', content, local: { flags }, central: { flags } };
      const report = await scanModelFile(buildZip([member]), { name: 'model.pt' });
      assert.equal(report.verdict, 'fail');
      const fact = flags === 0x20 ? 'zip.flags' : 'zip.encrypted';
      assert.ok(report.findings.some(({ rule }) => rule === fact));
    });
  }
});
