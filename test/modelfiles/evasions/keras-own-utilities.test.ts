import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { buildHdf5 } from '../formats/hdf5/build-hdf5.ts';

/**
 * CVE-2025-8747: functions of Keras itself that fetch files and unpack them, past a check of module names
 * that only asks whether they begin with `keras`.
 */
const CONFIG = {
  module: 'keras.layers',
  class_name: 'Dense',
  config: {
    bias_initializer: {
      module: 'keras.utils',
      class_name: 'function',
      config: 'get_file',
      registered_name: 'get_file',
    },
  },
};

it('refuses utilities of Keras itself', async () => {
  const archive = buildZip([
    { name: 'metadata.json', content: '{}' },
    { name: 'config.json', content: JSON.stringify(CONFIG), deflated: true },
    { name: 'model.weights.h5', content: buildHdf5({}) },
  ]);
  const report = await scanModelFile(archive);
  assert.deepEqual([report.verdict, report.rule], ['fail', 'keras.forbidden-module']);
});
