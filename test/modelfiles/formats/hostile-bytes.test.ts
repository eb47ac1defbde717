import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inspectHdf5 } from '../../../src/modelfiles/formats/hdf5/inspect-hdf5.ts';
import { inspectOnnx } from '../../../src/modelfiles/formats/onnx/inspect-onnx.ts';
import { inspectSentencePiece } from '../../../src/modelfiles/formats/protobuf/inspect-plain-messages.ts';
import { inspectCheckpointIndex } from '../../../src/modelfiles/formats/tensorflow/inspect-checkpoint-index.ts';
import { inspectKerasMetadata } from '../../../src/modelfiles/formats/tensorflow/inspect-keras-metadata.ts';
import { inspectRecords } from '../../../src/modelfiles/formats/tensorflow/inspect-records.ts';
import { inspectSavedModel } from '../../../src/modelfiles/formats/tensorflow/inspect-saved-model.ts';
import { inspectJson } from '../../../src/modelfiles/formats/texts/inspect-json.ts';
import { inspectTemplateFile } from '../../../src/modelfiles/formats/texts/inspect-plain-text.ts';
import { inspectPython } from '../../../src/modelfiles/formats/texts/inspect-python.ts';
import { inspectRequirements } from '../../../src/modelfiles/formats/texts/inspect-requirements.ts';
import { inspectYaml } from '../../../src/modelfiles/formats/texts/inspect-yaml.ts';
import { inspectTflite } from '../../../src/modelfiles/formats/tflite/inspect-tflite.ts';
import type { Inspect } from '../../../src/modelfiles/inspection.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../inspection-context.ts';
import { mutate } from '../pickle/mutate.ts';
import { seededRandom } from '../pickle/random-pickle.ts';
import { buildFlatbuffer, i32, u8 } from './flatbuffers/build-flatbuffer.ts';
import { buildHdf5, linkMessage } from './hdf5/build-hdf5.ts';
import { externalTensor, onnxModel, onnxNode } from './onnx/build-onnx.ts';
import { fixed32, message } from './protobuf/build-message.ts';
import { callOf, graph, graphFunction, graphNode, savedModel } from './tensorflow/build-graph.ts';
import { buildTable, indexEntry, indexHeader, literalSnappy } from './tensorflow/build-table.ts';

/** Every inspector with a file that it reads to the end. */
const SAMPLES: Readonly<Record<string, readonly [inspect: Inspect, bytes: Uint8Array]>> = {
  hdf5: [
    inspectHdf5,
    buildHdf5({
      attributes: {
        model_config: '{"class_name": "Dense", "config": {}}',
        x: Buffer.from('fixed'),
      },
      children: { a: { children: { kernel: { elements: 6 } } }, b: { elements: 2 } },
      messages: [linkMessage('soft', 'c')],
    }),
  ],
  onnx: [
    inspectOnnx,
    onnxModel({
      nodes: [
        onnxNode('Conv'),
        onnxNode('If', '', [message([1, 'a'], [6, message([1, onnxNode('Relu')])])]),
      ],
      tensors: [externalTensor({ location: 'a', offset: '8', length: '4' })],
    }),
  ],
  savedModel: [
    inspectSavedModel,
    savedModel({
      graph: graph(
        [
          graphNode('x', 'Const'),
          graphNode('y', 'PartitionedCall', { inputs: ['x'], attributes: { f: callOf('g') } }),
        ],
        [graphFunction('g', [graphNode('z', 'Relu')])],
      ),
      outputs: ['y:0'],
      savers: ['x:0', 'y:0', 'y'],
    }),
  ],
  index: [
    inspectCheckpointIndex,
    buildTable([indexHeader(1), indexEntry('a', { offset: 0, size: 8, shape: [2] })]),
  ],
  packedIndex: [inspectCheckpointIndex, buildTable([indexHeader(1)], literalSnappy)],
  events: [inspectRecords, Buffer.alloc(16)],
  kerasMetadata: [
    inspectKerasMetadata,
    message([1, message([4, 'x'], [5, '{"class_name": "Dense", "config": {}}'])]),
  ],
  sentencePiece: [
    inspectSentencePiece,
    message([1, Buffer.concat([message([1, 'a']), fixed32(2, 1)])]),
  ],
  tflite: [
    inspectTflite,
    buildFlatbuffer('TFL3', [
      i32(3),
      { tables: [[u8(32), { text: 'Spy' }]] },
      { tables: [[null, null, null, { tables: [[i32(0), { bytes: Buffer.alloc(8) }]] }]] },
      { text: 'x' },
      { tables: [[{ bytes: Buffer.alloc(12) }]] },
    ]),
  ],
  json: [
    inspectJson,
    Buffer.from(
      '{"auto_map": {"a": ["b"]}, "chat_template": "{% if a %}{{ b[0].c|d(e) }}{% endif %}"}',
    ),
  ],
  yaml: [inspectYaml, Buffer.from('a: !!str b\n- &x !y {c: [1, !z d]}\n_target_: os.x\n')],
  requirements: [inspectRequirements, Buffer.from('a==1 \\\n --hash=x\nb>=1,<2; c\n-e .\ngit+x\n')],
  python: [inspectPython, Buffer.from('# x\nimport os, sys\nfrom a.b import c\n')],
  template: [
    inspectTemplateFile,
    Buffer.from(
      '{% for m in messages if m.content %}{{ m["a"] ~ b|trim }}{% set x.y = 1 %}{% endfor %}{# c #}',
    ),
  ],
};

/** Small enough that a loop that does not end would meet them. */
const LIMITS = { instructions: 200_000, milliseconds: 20_000 };

function inspectAll(bytes: Uint8Array, inspects: readonly Inspect[]): void {
  for (const inspect of inspects) {
    const { problems, members } = inspect(new MemorySource(bytes), inspectionContext(LIMITS));
    for (const { offset, length } of problems) {
      assert.ok(offset === null || (offset >= 0 && offset <= bytes.length + 1), `offset ${offset}`);
      assert.ok(length === null || length >= 0);
    }
    assert.ok(members.length <= bytes.length);
  }
}

describe('inspectors', () => {
  const inspects = [...new Set(Object.values(SAMPLES).map(([inspect]) => inspect))];

  it('throw nothing, loop nowhere and point nowhere outside on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => inspectAll(bytes, inspects)),
      { numRuns: 300 },
    );
  });

  for (const [name, [inspect, bytes]] of Object.entries(SAMPLES)) {
    it(`nor on any start of ${name}`, () => {
      const step = Math.max(1, Math.floor(bytes.length / 400));
      for (let length = 0; length < bytes.length; length += step) {
        inspectAll(bytes.subarray(0, length), [inspect]);
      }
    });

    it(`nor on ${name} with some bytes changed`, () => {
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const random = seededRandom(seed);
          let changed = bytes;
          for (let times = 0; times < 3; times++) changed = mutate(random, changed, bytes);
          inspectAll(changed, [inspect]);
        }),
        { numRuns: 300 },
      );
    });
  }
});
