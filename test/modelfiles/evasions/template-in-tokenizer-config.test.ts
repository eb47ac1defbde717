import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';

/**
 * CVE-2024-34359, CVE-2026-5760: servers render the chat template of a model with Jinja, without a
 * sandbox, so that it runs any command.
 */
const SHELL =
  "{% for x in ().__class__.__base__.__subclasses__() %}{% if 'warning' in x.__name__ %}" +
  "{{ x()._module.__builtins__['__import__']('os').popen('id').read() }}{% endif %}{% endfor %}";

it('refuses a template that reaches a shell', async () => {
  const text = JSON.stringify({ chat_template: SHELL, model_max_length: 4096 });
  const report = await scanModelFile(Buffer.from(text), { name: 'tokenizer_config.json' });
  assert.deepEqual([report.verdict, report.rule], ['fail', 'template.forbidden-attribute']);
});

it('refuses the same with the names put together', async () => {
  const template = "{% set u = '_' ~ '_' %}{{ ''[u ~ 'class' ~ u].mro() }}";
  const report = await scanModelFile(Buffer.from(template), { name: 'chat_template.jinja' });
  assert.equal(report.verdict, 'fail');
});
