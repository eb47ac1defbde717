import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectJson } from '../../../../src/modelfiles/formats/texts/inspect-json.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { rulesOf } from '../rules-of.ts';

function rules(value: unknown): readonly string[] {
  const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return rulesOf(inspectJson(new MemorySource(bytes), inspectionContext()));
}

describe('inspectJson', () => {
  it('passes plain configurations, and one value a line', async () => {
    assert.deepEqual(
      rules({ architectures: ['LlamaForCausalLM'], auto_map: null, rope: [1.5] }),
      [],
    );
    assert.deepEqual(rules('{"a": 1}\n\n{"a": NaN}\n'), []);
    const report = await scanModelFile(Buffer.from('{"a": 1}'), { name: 'x/config.json' });
    assert.deepEqual([report.format, report.verdict], ['json', 'pass']);
  });

  it('refuses what is no JSON or can be read in two ways', () => {
    assert.deepEqual(rules('{"a": 1'), ['fail json.malformed']);
    assert.deepEqual(rules('{"a": 1}\n{"a"'), ['fail json.malformed']);
    assert.deepEqual(rules('{"a": 1, "a": 2}'), ['fail json.ambiguous']);
  });

  it('holds code of the repository, and says whose', () => {
    const config = {
      auto_map: { AutoModel: 'modeling_x.X', AutoConfig: 'else/where--configuration_x.C' },
    };
    assert.deepEqual(rules(config), ['held remote-code.auto-map']);
    const bytes = Buffer.from(JSON.stringify(config));
    const { problems } = inspectJson(new MemorySource(bytes), inspectionContext());
    assert.match(
      problems[0]?.summary ?? '',
      /modeling_x\.X, else\/where--.*, from another repository/,
    );
    assert.deepEqual(rules({ nested: { trust_remote_code: true } }), ['held remote-code.trusted']);
    assert.deepEqual(rules({ custom_pipelines: {} }), ['held remote-code.pipeline']);
    assert.deepEqual(rules({ _attn_implementation: 'some/kernel' }), ['held remote-code.kernel']);
  });

  it('holds what loaders import by its path', () => {
    const pipeline = {
      _class_name: 'P',
      _diffusers_version: '0.3',
      unet: ['diffusers', 'U'],
      x: ['mine', 'X'],
    };
    assert.deepEqual(rules(pipeline), ['held remote-code.library']);
    assert.deepEqual(rules({ ...pipeline, x: [null, null] }), []);
    const module = { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Pooling' };
    assert.deepEqual(rules([module]), []);
    assert.deepEqual(rules([{ ...module, type: 'os.system' }]), ['held remote-code.module']);
    assert.deepEqual(rules({ auto_mapping: { base_model_class: 'X', parent_library: 'mine' } }), [
      'held remote-code.library',
    ]);
    assert.deepEqual(
      rules({ auto_mapping: { base_model_class: 'X', parent_library: 'transformers.models.x' } }),
      [],
    );
  });

  it('notes the base of an adapter, which is fetched by its name', () => {
    assert.deepEqual(rules({ base_model_name_or_path: 'some/model' }), [
      'note adapter.base-by-name',
    ]);
  });

  it('judges chat templates in all their forms', () => {
    const bad = "{{ ''.__class__ }}";
    assert.deepEqual(rules({ chat_template: '{{ messages[0].content }}' }), []);
    assert.deepEqual(rules({ chat_template: bad }), ['fail template.forbidden-attribute']);
    assert.deepEqual(rules({ chat_template: [{ name: 'default', template: bad }] }), [
      'fail template.forbidden-attribute',
    ]);
    assert.deepEqual(rules({ chat_template: { rag: bad } }), ['fail template.forbidden-attribute']);
  });

  it('compares chat templates with the base', () => {
    const context = { ...inspectionContext(), baseTemplate: '{{ a }}' };
    const bytes = Buffer.from(JSON.stringify({ chat_template: '{{ b }}' }));
    assert.deepEqual(rulesOf(inspectJson(new MemorySource(bytes), context)), [
      'held template.differs-from-base',
    ]);
  });

  it('refuses weights outside of the model folder', () => {
    assert.deepEqual(rules({ weight_map: { a: 'model-00001.safetensors' } }), []);
    assert.deepEqual(rules({ weight_map: { a: '../x' } }), ['fail weights.path']);
    assert.deepEqual(rules({ weight_map: { a: 7 } }), ['fail weights.path']);
  });

  it('judges Keras configurations under any name', () => {
    assert.deepEqual(rules({ class_name: 'Lambda', config: {} }), ['fail keras.forbidden-class']);
    assert.deepEqual(rules({ class_name: 'a class of another library' }), []);
  });

  it('judges what a configuration calls when it is loaded', () => {
    assert.deepEqual(rules({ a: { _target_: 'subprocess.Popen' } }), ['fail config.instantiates']);
    assert.deepEqual(rules({ a: { _target_: 'nemo.collections.X' } }), [
      'held config.instantiates',
    ]);
  });
});
