import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { externalTensor, onnxModel } from '../formats/onnx/build-onnx.ts';

/**
 * CVE-2026-34445: keys of external data were set as attributes of the object that reads it, so that a
 * model could replace them.
 */
it('refuses keys that are none of external data', async () => {
  const tensor = externalTensor({ location: 'weights', __class__: 'x' });
  const report = await scanModelFile(onnxModel({ tensors: [tensor] }));
  assert.deepEqual([report.verdict, report.rule], ['fail', 'onnx.external-data-key']);
});
