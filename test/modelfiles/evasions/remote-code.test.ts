import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';

/**
 * Code of a repository runs with `trust_remote_code` (arXiv 2601.14163), and scanners look at weights only:
 * `auto_map`, modeling code, and code of other repositories that it names.
 */
it('holds what a configuration would import', async () => {
  const text = JSON.stringify({ auto_map: { AutoModel: 'other/repository--modeling.Model' } });
  const report = await scanModelFile(Buffer.from(text), { name: 'config.json' });
  assert.deepEqual([report.verdict, report.rule], ['held', 'remote-code.auto-map']);
});

it('holds the code beside it', async () => {
  const report = await scanModelFile(Buffer.from('import os\n'), { name: 'modeling.py' });
  assert.deepEqual([report.verdict, report.rule], ['held', 'remote-code.python-source']);
});
