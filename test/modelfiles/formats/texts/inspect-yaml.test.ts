import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectYaml } from '../../../../src/modelfiles/formats/texts/inspect-yaml.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { rulesOf } from '../rules-of.ts';

function rules(text: string): readonly string[] {
  return [...new Set(rulesOf(inspectYaml(new MemorySource(Buffer.from(text)))))];
}

describe('inspectYaml', () => {
  it('passes plain values, tags of YAML itself, and exclamation marks in texts', () => {
    const text =
      'a: !!str 1\nb: [1, !!float 2]\nc: Hello !important world!\nd: &x {e: !!null }\n- "!"\n';
    assert.deepEqual(rules(text), []);
  });

  const python: Readonly<Record<string, string>> = {
    'the short form': 'a: !!python/object/apply:os.system ["id"]',
    'the long form': 'a: !<tag:yaml.org,2002:python/object/new:x>',
    'escapes in a tag': 'a: !!python%2Fobject/apply:os.system []',
    'a handle of its own':
      '%TAG !x! tag:yaml.org,2002:python/\n---\na: !x!object/apply:os.system []',
    'a tag in a list': '- [!!python/name:os.system ]',
  };
  for (const [what, text] of Object.entries(python)) {
    it(`refuses Python's tags in ${what}`, () => {
      assert.ok(rules(text).includes('fail yaml.python-tag'), rules(text).join());
    });
  }

  it('holds tags that a loader may give a meaning to', () => {
    assert.deepEqual(rules('a: !env HOME'), ['held yaml.custom-tag']);
    assert.deepEqual(rules('- &a !mine {}'), ['held yaml.custom-tag']);
    assert.deepEqual(rules('%TAG ! tag:example.com,2000:\n---\na: 1'), ['held yaml.custom-tag']);
  });

  it('judges what a configuration makes its loader call or import', () => {
    assert.deepEqual(rules('model:\n  _target_: os.system'), ['fail config.instantiates']);
    assert.deepEqual(rules('- _target_: "nemo.X"'), ['held config.instantiates']);
    assert.deepEqual(rules('trust_remote_code: true'), ['held remote-code.trusted']);
    assert.deepEqual(rules('trust_remote_code: false'), []);
    assert.deepEqual(rules('    loader_module: mine.loader'), ['held remote-code.trusted']);
    assert.deepEqual(rules('    loader_module: mlflow.sklearn'), []);
  });

  it("knows MLflow's description of a model by its name", async () => {
    const report = await scanModelFile(Buffer.from('loader_module: mine\n'), {
      name: 'model/MLmodel',
    });
    assert.deepEqual([report.format, report.verdict], ['yaml', 'held']);
  });

  it('takes long lines of anchors and blanks without long thought', () => {
    assert.deepEqual(rules(`a: ${',&'.repeat(100_000)}`), []);
    assert.deepEqual(rules(`a:${' '.repeat(200_000)}x`), []);
  });
});
