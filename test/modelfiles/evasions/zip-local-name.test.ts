import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { textPickle } from '../text-pickle.ts';

// CVE-2025-1944: a scanner that goes by one of the two names stops with an error and reports
// nothing; PyTorch goes by the other and loads the pickle.
it('a member has one name in its header and another one in the directory', async () => {
  const content = textPickle('os', 'system', 'id');
  const model = buildZip([{ name: 'model/data.pkl', content, local: { name: 'model/dataa.pk' } }]);
  const report = await scanModelFile(model, { name: 'model.pt' });
  assert.equal(report.verdict, 'fail');
  assert.ok(report.findings.some(({ rule }) => rule === 'zip.header-mismatch'));
});
