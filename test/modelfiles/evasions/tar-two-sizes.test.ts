import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildTar, paxRecords } from '../containers/tar/build-tar.ts';
import { textPickle } from '../text-pickle.ts';

// CVE-2025-62518: by the extended header the entry holds an archive, by the plain one it is empty
// and what is in the archive comes next.
it('an entry has one size in its extended header and another one in the plain header', async () => {
  const inner = buildTar([{ name: 'data.pkl', content: textPickle('os', 'system', 'id') }]);
  const outer = buildTar([
    { name: 'pax', type: 'x', content: paxRecords({ size: String(inner.length) }) },
    { name: 'data.tar', content: inner, size: 0 },
  ]);
  const report = await scanModelFile(outer);
  assert.deepEqual([report.verdict, report.rule], ['fail', 'tar.malformed']);
});
