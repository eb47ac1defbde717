import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import {
  callOf,
  graph,
  graphFunction,
  graphNode,
  savedModel,
} from '../formats/tensorflow/build-graph.ts';

/**
 * Operators of TensorFlow that read and write files, and those that run Python, stand in a graph like any
 * other; a model that uses its own saving while it predicts writes where it likes.
 */
it('refuses files and Python in a function that nothing calls', async () => {
  for (const operator of ['ReadFile', 'WriteFile', 'PyFunc']) {
    const hidden = graphFunction('__inference_signature_wrapper', [graphNode('x', operator)]);
    const report = await scanModelFile(
      savedModel({ graph: graph([graphNode('y', 'NoOp')], [hidden]) }),
    );
    assert.deepEqual(
      [report.verdict, report.rule],
      ['fail', 'tensorflow.forbidden-operator'],
      operator,
    );
  }
});

it('refuses saving under the name of the usual saver where predicting asks for it', async () => {
  const saver = graphFunction('__inference__traced_save_1', [graphNode('s', 'SaveV2')]);
  const call = graphNode('y', 'PartitionedCall', {
    attributes: { f: callOf('__inference__traced_save_1') },
  });
  const report = await scanModelFile(
    savedModel({ graph: graph([call], [saver]), outputs: ['y:0'] }),
  );
  assert.deepEqual([report.verdict, report.rule], ['fail', 'tensorflow.forbidden-operator']);
});
