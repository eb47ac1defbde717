import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeKerasText } from '../../../../src/modelfiles/formats/keras/judge-config.ts';
import { ProblemList } from '../../../../src/modelfiles/formats/problem-list.ts';
import { rulesOf } from '../rules-of.ts';

function rules(config: unknown): readonly string[] {
  const problems = new ProblemList();
  judgeKerasText(JSON.stringify(config), { offset: 0, problems });
  return rulesOf(problems.list());
}

const layer = (name: string, more: object = {}): object => ({
  module: 'keras.layers',
  class_name: name,
  config: { name: 'x' },
  registered_name: null,
  ...more,
});

describe('judgeKerasText', () => {
  it('passes what Keras 3, TF-Keras and old HDF5 files write of their own', () => {
    const dtype = {
      module: 'keras',
      class_name: 'DTypePolicy',
      config: { name: 'float32' },
      registered_name: null,
    };
    assert.deepEqual(
      rules(layer('Dense', { config: { dtype }, build_config: { input_shape: [null, 4] } })),
      [],
    );
    assert.deepEqual(
      rules({
        module: 'keras.src.models.functional',
        class_name: 'Functional',
        config: {},
        registered_name: 'Functional',
      }),
      [],
    );
    assert.deepEqual(
      rules({
        module: 'keras.src.ops.numpy',
        class_name: 'Add',
        config: { name: 'a' },
        registered_name: 'Add',
      }),
      [],
    );
    assert.deepEqual(
      rules({
        class_name: 'Sequential',
        config: { layers: [{ class_name: 'Conv2D', config: {} }] },
      }),
      [],
    );
    assert.deepEqual(rules({ class_name: 'Custom>Adam', config: {} }), []);
    assert.deepEqual(
      rules({
        module: 'builtins',
        class_name: 'function',
        config: 'relu',
        registered_name: 'function',
      }),
      [],
    );
    assert.deepEqual(rules({ class_name: '__keras_tensor__', config: { shape: [null, 2] } }), []);
    assert.deepEqual(
      rules({ class_name: 'TFOpLambda', config: { function: 'math.multiply' } }),
      [],
    );
  });

  it('refuses code that the configuration carries, at any depth', () => {
    let config: object = layer('Lambda');
    for (let depth = 0; depth < 20; depth++)
      config = layer('TimeDistributed', { config: { layer: config } });
    assert.deepEqual(rules(config), ['fail keras.forbidden-class']);
    assert.deepEqual(rules({ a: [{ class_name: '__lambda__', config: {} }] }), [
      'fail keras.forbidden-class',
    ]);
    assert.deepEqual(rules(layer('TorchModuleWrapper')), ['fail keras.forbidden-class']);
    assert.deepEqual(rules(layer('TFSMLayer')), ['fail keras.forbidden-class']);
    assert.deepEqual(rules({ class_name: 'Other>Lambda', config: {} }), [
      'fail keras.forbidden-class',
    ]);
  });

  for (const module of [
    'os',
    'subprocess',
    'keras.utils',
    'keras.src.utils',
    'keras.config',
    'builtins',
    'keras.layersx',
    'keras .layers',
  ]) {
    it(`refuses the module "${module}"`, () => {
      assert.deepEqual(rules(layer('Dense', { module })), ['fail keras.forbidden-module']);
    });
  }

  it('takes type specifications from TensorFlow alone', () => {
    const spec = {
      class_name: '__typespec__',
      spec_name: 'RaggedTensorSpec',
      module: 'tensorflow.python.ops.ragged.ragged_tensor',
    };
    assert.deepEqual(rules(spec), []);
    assert.deepEqual(rules({ ...spec, module: 'os' }), ['fail keras.forbidden-module']);
    assert.deepEqual(rules({ ...spec, spec_name: 'system' }), ['fail keras.forbidden-module']);
  });

  it('refuses functions that are no activations, losses or metrics', () => {
    const named = {
      module: 'builtins',
      class_name: 'function',
      config: 'enable_unsafe_deserialization',
    };
    assert.deepEqual(rules(named), ['fail keras.forbidden-function']);
    assert.deepEqual(rules({ class_name: 'function', config: { name: 'system' } }), [
      'fail keras.forbidden-function',
    ]);
    for (const symbol of [
      'io.write_file',
      'raw_ops.ReadFile',
      'py_function',
      'math._x',
      'nn.fixed_unigram_candidate_sampler',
    ]) {
      assert.deepEqual(
        rules({ class_name: 'TFOpLambda', config: { function: symbol } }),
        ['fail keras.forbidden-function'],
        symbol,
      );
    }
  });

  it('refuses vocabularies and models that are read from a path', () => {
    assert.deepEqual(rules(layer('StringLookup', { config: { vocabulary: '/etc/passwd' } })), [
      'fail keras.file-path',
    ]);
    assert.deepEqual(rules(layer('StringLookup', { config: { vocabulary: ['a', 'b'] } })), []);
    assert.deepEqual(rules(layer('TextVectorization', { config: { vocabulary: 'http://x/y' } })), [
      'fail keras.file-path',
    ]);
  });

  it("holds classes of a user's own", () => {
    assert.deepEqual(rules({ class_name: 'Mine', config: {} }), ['held keras.custom-object']);
    assert.deepEqual(
      rules(layer('Mine', { module: 'my_package.layers', registered_name: 'my>Mine' })),
      ['held keras.custom-object'],
    );
    assert.deepEqual(rules(layer('Dense', { registered_name: 'my>Dense' })), [
      'held keras.custom-object',
    ]);
  });

  it('judges what compiling would make', () => {
    const compile_config = {
      optimizer: layer('Adam', { module: 'keras.optimizers' }),
      loss: layer('x', { module: 'os' }),
    };
    assert.deepEqual(rules(layer('Sequential', { module: 'keras', compile_config })), [
      'fail keras.forbidden-module',
    ]);
  });

  it('refuses text that is no strict JSON', () => {
    const problems = new ProblemList();
    judgeKerasText('{"class_name": "Dense", "class_name": "Lambda"}', { offset: 0, problems });
    assert.deepEqual(rulesOf(problems.list()), ['fail keras.ambiguous']);
  });
});
