import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { buildHdf5 } from '../formats/hdf5/build-hdf5.ts';

/**
 * CVE-2024-3660: a Lambda layer runs Python code when the model is loaded. Scanners that look at the
 * outermost layers alone miss one within a wrapper within a nested model.
 */
const CONFIG = {
  module: 'keras',
  class_name: 'Sequential',
  config: {
    layers: [
      {
        module: 'keras.layers',
        class_name: 'TimeDistributed',
        config: { layer: { module: 'keras.layers', class_name: 'Lambda', config: {} } },
      },
    ],
  },
};

it('finds a Lambda layer within a wrapper', async () => {
  const archive = buildZip([
    { name: 'metadata.json', content: '{}' },
    { name: 'config.json', content: JSON.stringify(CONFIG), deflated: true },
    { name: 'model.weights.h5', content: buildHdf5({}) },
  ]);
  const report = await scanModelFile(archive);
  assert.deepEqual([report.verdict, report.rule], ['fail', 'keras.forbidden-class']);
});
