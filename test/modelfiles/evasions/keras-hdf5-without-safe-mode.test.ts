import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildHdf5 } from '../formats/hdf5/build-hdf5.ts';

/**
 * CVE-2025-9905: for HDF5 files Keras ignores `safe_mode`, so that a Lambda layer in the attribute
 * `model_config` runs whoever asks for safety.
 */
const CONFIG = {
  class_name: 'Sequential',
  config: { layers: [{ class_name: 'Lambda', config: { function: ['4wEAAAA=', null, null] } }] },
};

it('finds a Lambda layer in an old HDF5 file, whatever it is called', async () => {
  const bytes = buildHdf5({ attributes: { model_config: JSON.stringify(CONFIG) } });
  const report = await scanModelFile(bytes, { name: 'weights.bin' });
  assert.deepEqual([report.verdict, report.rule], ['fail', 'keras.forbidden-class']);
});
