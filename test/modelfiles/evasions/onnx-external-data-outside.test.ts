import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { externalTensor, onnxModel } from '../formats/onnx/build-onnx.ts';

/**
 * CVE-2022-25882, CVE-2024-27318, CVE-2025-51480: the place of external data leads out of the folder of
 * the model, so that loading it reads any file, and saving it writes one.
 */
for (const location of [
  '../../../etc/passwd',
  '/etc/passwd',
  'a/b/../../../c',
  '..\\..\\c',
  './../c',
]) {
  it(`refuses external data at ${location}`, async () => {
    const report = await scanModelFile(onnxModel({ tensors: [externalTensor({ location })] }));
    assert.deepEqual([report.verdict, report.rule], ['fail', 'onnx.external-path']);
  });
}
