import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { buildHdf5 } from '../formats/hdf5/build-hdf5.ts';

/**
 * CVE-2025-9906: the configuration first calls `keras.config.enable_unsafe_deserialization`, and then
 * brings its Lambda layer.
 */
const CONFIG = {
  module: 'keras.layers',
  class_name: 'Dense',
  config: {
    activation: {
      module: 'keras.config',
      class_name: 'function',
      config: 'enable_unsafe_deserialization',
      registered_name: 'enable_unsafe_deserialization',
    },
  },
};

it('refuses to switch safety off', async () => {
  const archive = buildZip([
    { name: 'metadata.json', content: '{}' },
    { name: 'config.json', content: JSON.stringify(CONFIG), deflated: true },
    { name: 'model.weights.h5', content: buildHdf5({}) },
  ]);
  const report = await scanModelFile(archive);
  assert.deepEqual([report.verdict, report.rule], ['fail', 'keras.forbidden-module']);
});
