import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';

/**
 * CVE-2025-23304: configurations of NeMo name a class or function under `_target_`, which loading calls.
 */
it('refuses a configuration that calls the system', async () => {
  const text = 'tokenizer:\n  _target_: os.system\n  command: id\n';
  const report = await scanModelFile(Buffer.from(text), { name: 'model_config.yaml' });
  assert.deepEqual([report.verdict, report.rule], ['fail', 'config.instantiates']);
});

it('refuses YAML that constructs Python objects', async () => {
  const text = '!!python/object/apply:os.system ["id"]\n';
  const report = await scanModelFile(Buffer.from(text), { name: 'config.yml' });
  assert.deepEqual([report.verdict, report.rule], ['fail', 'yaml.python-tag']);
});
