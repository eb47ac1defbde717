import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildHdf5, linkMessage } from '../formats/hdf5/build-hdf5.ts';

/**
 * Datasets and links of HDF5 can lie in other files, which opening the weights then reads.
 */
it('refuses a link into another file', async () => {
  const report = await scanModelFile(buildHdf5({ messages: [linkMessage('external', 'x')] }));
  assert.deepEqual([report.verdict, report.rule], ['fail', 'hdf5.other-file']);
});
