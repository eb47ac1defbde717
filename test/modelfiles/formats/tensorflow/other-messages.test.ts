import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { fixed32, message } from '../protobuf/build-message.ts';

const LAYER = (config: string): Buffer =>
  message([1, message([3, 'root'], [4, '_tf_keras_sequential'], [5, config])]);

describe('protobuf files beside a model', () => {
  it('judges keras_metadata.pb as the Keras configuration that it is', async () => {
    const plain = await scanModelFile(LAYER('{"class_name": "Dense", "config": {"units": 3}}'));
    assert.deepEqual([plain.format, plain.verdict], ['keras-metadata', 'pass']);
    const lambda = await scanModelFile(
      LAYER('{"layers": [{"class_name": "Lambda", "config": {}}]}'),
    );
    assert.deepEqual([lambda.verdict, lambda.rule], ['fail', 'keras.forbidden-class']);
  });

  it('explains a SentencePiece model to its last byte', async () => {
    const piece = Buffer.concat([message([1, '<unk>']), fixed32(2, 0), message([3, 2])]);
    const bytes = message(
      [1, piece],
      [2, message([2, 'm'], [4, 1])],
      [3, message([1, 'nmt_nfkc'])],
    );
    const report = await scanModelFile(bytes);
    assert.deepEqual([report.format, report.verdict], ['sentencepiece', 'pass']);
    const more = await scanModelFile(Buffer.concat([bytes, message([2, message([60, 1])])]));
    assert.notEqual(more.verdict, 'pass');
  });

  it('explains the fingerprint of a SavedModel', async () => {
    const bytes = message(
      [1, 2 ** 40],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
      [6, message([1, 2])],
      [7, 'id'],
    );
    const report = await scanModelFile(bytes);
    assert.deepEqual([report.format, report.verdict], ['tensorflow-fingerprint', 'pass']);
  });
});
