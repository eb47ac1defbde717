import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { buildHdf5 } from '../formats/hdf5/build-hdf5.ts';

/**
 * CVE-2025-12058: a vocabulary given as a path is read when the layer is made, from anywhere, also over
 * the network.
 */
const CONFIG = {
  module: 'keras.layers',
  class_name: 'StringLookup',
  config: { vocabulary: '/etc/passwd' },
};

it('refuses vocabularies that are read from a path', async () => {
  const archive = buildZip([
    { name: 'metadata.json', content: '{}' },
    { name: 'config.json', content: JSON.stringify(CONFIG), deflated: true },
    { name: 'model.weights.h5', content: buildHdf5({}) },
  ]);
  const report = await scanModelFile(archive);
  assert.deepEqual([report.verdict, report.rule], ['fail', 'keras.file-path']);
});
