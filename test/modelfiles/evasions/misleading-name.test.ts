import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { textPickle } from '../text-pickle.ts';

// CVE-2025-1889, CVE-2025-10155: scanners that choose by the name do not look into the pickle.
describe('a pickle is called something else', () => {
  const payload = textPickle('os', 'system', 'id');

  for (const name of [
    'notes.txt',
    'image.png',
    'weights.safetensors',
    'model.onnx',
    'config.json',
    'data',
  ]) {
    it(`as a file: ${name}`, async () => {
      const report = await scanModelFile(payload, { name });
      assert.deepEqual([report.format, report.verdict], ['pickle', 'fail']);
    });

    it(`in an archive: ${name}`, async () => {
      const report = await scanModelFile(buildZip([{ name, content: payload, deflated: true }]));
      assert.equal(report.verdict, 'fail');
      assert.equal(report.members[0]?.format, 'pickle');
    });
  }

  it('as PyTorch’s archive called a pickle', async () => {
    const members = [{ name: 'model/data.pkl', content: payload }];
    const report = await scanModelFile(buildZip(members), { name: 'model.pkl' });
    assert.equal(report.verdict, 'fail');
  });
});
