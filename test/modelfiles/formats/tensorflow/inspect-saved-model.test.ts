import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  inspectGraph,
  inspectSavedModel,
} from '../../../../src/modelfiles/formats/tensorflow/inspect-saved-model.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { message } from '../protobuf/build-message.ts';
import { rulesOf } from '../rules-of.ts';
import {
  callOf,
  graph,
  graphFunction,
  graphNode,
  type SavedModelParts,
  savedModel,
} from './build-graph.ts';

function rules(parts: SavedModelParts): readonly string[] {
  return rulesOf(inspectSavedModel(new MemorySource(savedModel(parts)), inspectionContext()));
}

const SAVE = graphFunction('traced_save', [
  graphNode('s', 'SaveV2'),
  graphNode('m', 'MergeV2Checkpoints'),
]);
const PLAIN = [graphNode('x', 'Placeholder'), graphNode('y', 'MatMul', { inputs: ['x', 'x'] })];

describe('inspectSavedModel', () => {
  it('passes ordinary operators', async () => {
    const bytes = savedModel({ graph: graph(PLAIN), outputs: ['y:0'] });
    const report = await scanModelFile(bytes);
    assert.deepEqual([report.format, report.verdict], ['saved-model', 'pass']);
  });

  for (const operator of [
    'PyFunc',
    'ReadFile',
    'WriteFile',
    'MatchingFiles',
    'EagerPyFunc',
    'ImmutableConst',
  ]) {
    it(`refuses ${operator} in a graph and in a function that nothing calls`, () => {
      assert.deepEqual(rules({ graph: graph([graphNode('n', operator)]) }), [
        'fail tensorflow.forbidden-operator',
      ]);
      const hidden = graphFunction('hidden', [graphNode('n', operator)]);
      assert.deepEqual(rules({ graph: graph(PLAIN, [hidden]) }), [
        'fail tensorflow.forbidden-operator',
      ]);
    });
  }

  it('holds operators that it does not know, but for functions of the model', () => {
    const own = graphFunction('own', PLAIN);
    const nodes = [graphNode('a', 'own'), graphNode('b', 'Mystery')];
    assert.deepEqual(rules({ graph: graph(nodes, [own]) }), ['held tensorflow.custom-operator']);
  });

  it('leaves checkpoint operators to saving and restoring', () => {
    const saver = graphNode('saver', 'StatefulPartitionedCall', {
      attributes: { f: callOf('traced_save') },
    });
    const savers = ['filename:0', 'saver:0', 'saver'] as const;
    assert.deepEqual(
      rules({ graph: graph([...PLAIN, saver], [SAVE]), outputs: ['y:0'], savers }),
      [],
    );
  });

  it('refuses checkpoint operators that using the model runs', () => {
    const call = graphNode('y', 'PartitionedCall', { attributes: { f: callOf('traced_save') } });
    const savers = ['filename:0', 'y:0', 'y'] as const;
    const found = rules({ graph: graph([call], [SAVE]), outputs: ['y:0'], savers });
    assert.deepEqual(found, [
      'fail tensorflow.forbidden-operator',
      'fail tensorflow.forbidden-operator',
    ]);
    const functions = rules({ graph: graph(PLAIN, [SAVE]), functions: ['traced_save'] });
    assert.equal(functions[0], 'fail tensorflow.forbidden-operator');
  });

  it('follows control inputs and functions within functions', () => {
    const outer = graphFunction('outer', [
      graphNode('c', 'StatefulPartitionedCall', { attributes: { f: callOf('traced_save') } }),
    ]);
    const nodes = [
      graphNode('y', 'Identity', { inputs: ['x', '^side'] }),
      graphNode('side', 'PartitionedCall', { attributes: { f: callOf('outer') } }),
    ];
    const found = rules({ graph: graph(nodes, [outer, SAVE]), outputs: ['y:0'] });
    assert.equal(found[0], 'fail tensorflow.forbidden-operator');
  });

  it('holds checkpoint operators that nothing accounts for', () => {
    assert.deepEqual(rules({ graph: graph([graphNode('s', 'SaveV2')]) }), [
      'held tensorflow.loose-checkpoint-operator',
    ]);
  });

  it('lets PrintV2 print to the terminal and nowhere else', () => {
    const printing = (stream: string): Buffer =>
      graph([graphNode('p', 'PrintV2', { attributes: { output_stream: message([2, stream]) } })]);
    assert.deepEqual(rules({ graph: printing('stderr') }), []);
    assert.deepEqual(rules({ graph: printing('file:///tmp/x') }), [
      'fail tensorflow.forbidden-operator',
    ]);
  });

  it('lets a table be filled from an asset, and from no other path', () => {
    const fill = graphNode('t', 'InitializeTableFromTextFileV2');
    const path = graphNode('c', 'Const', {
      attributes: { value: message([8, message([1, 7], [8, '/etc/passwd'])]) },
    });
    assert.deepEqual(rules({ graph: graph([fill]), assets: ['vocabulary.txt'] }), []);
    assert.deepEqual(rules({ graph: graph([fill]) }), ['held tensorflow.vocabulary-file']);
    assert.deepEqual(rules({ graph: graph([fill, path]), assets: ['vocabulary.txt'] }), [
      'held tensorflow.vocabulary-file',
    ]);
  });

  it('refuses assets outside the model folder, and names that come twice', () => {
    assert.deepEqual(rules({ graph: graph(PLAIN), assets: ['../../x'] }), [
      'fail tensorflow.asset-path',
    ]);
    assert.deepEqual(rules({ graph: graph([...PLAIN, ...PLAIN]) }), [
      'fail tensorflow.duplicate-name',
      'fail tensorflow.duplicate-name',
    ]);
  });

  it('judges Keras layers that older versions keep in the object graph', () => {
    const layer = message([1, '_tf_keras_layer'], [3, '{"class_name": "Lambda", "config": {}}']);
    const objects = message([1, message([4, layer])]);
    const bytes = message([1, 1], [2, message([2, graph(PLAIN)], [7, objects])]);
    const found = inspectSavedModel(new MemorySource(bytes), inspectionContext());
    assert.deepEqual(rulesOf(found), ['fail keras.forbidden-class']);
  });
});

describe('inspectGraph', () => {
  it('judges a lone graph by the same rules', async () => {
    const bytes = graph([...PLAIN, graphNode('n', 'WriteFile')]);
    assert.equal((await scanModelFile(bytes)).format, 'tensorflow-graph');
    const found = inspectGraph(new MemorySource(bytes), inspectionContext());
    assert.deepEqual(rulesOf(found), ['fail tensorflow.forbidden-operator']);
  });
});
