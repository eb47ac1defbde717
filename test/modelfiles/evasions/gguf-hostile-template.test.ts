import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildGguf, text } from '../formats/gguf/build-gguf.ts';

// CVE-2024-34359, CVE-2026-5760: the template in the metadata is rendered without a sandbox.
it('a chat template in GGUF reaches for Python’s classes', async () => {
  const template =
    "{% for x in ().__class__.__base__.__subclasses__() %}{% if 'warning' in x.__name__ %}{{ x()._module.__builtins__['__import__']('os').popen('id').read() }}{% endif %}{% endfor %}";
  const model = buildGguf({ entries: [['tokenizer.chat_template', text(template)]] });
  const report = await scanModelFile(model, { name: 'model.gguf' });
  assert.equal(report.verdict, 'fail');
  assert.match(report.rule, /^template\./);
});
