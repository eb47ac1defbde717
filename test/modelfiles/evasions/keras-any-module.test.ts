import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { buildHdf5 } from '../formats/hdf5/build-hdf5.ts';

/**
 * CVE-2025-1550: `config.json` names any module and function, which Keras imports and calls.
 */
const CONFIG = {
  module: 'keras.layers',
  class_name: 'Dense',
  config: {
    kernel_initializer: {
      module: 'subprocess',
      class_name: 'function',
      config: 'run',
      registered_name: 'run',
    },
  },
};

it('refuses functions of any module', async () => {
  const archive = buildZip([
    { name: 'metadata.json', content: '{}' },
    { name: 'config.json', content: JSON.stringify(CONFIG), deflated: true },
    { name: 'model.weights.h5', content: buildHdf5({}) },
  ]);
  const report = await scanModelFile(archive);
  assert.deepEqual([report.verdict, report.rule], ['fail', 'keras.forbidden-module']);
});
