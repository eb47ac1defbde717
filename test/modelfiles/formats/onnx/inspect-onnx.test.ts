import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectOnnx } from '../../../../src/modelfiles/formats/onnx/inspect-onnx.ts';
import type { Inspection } from '../../../../src/modelfiles/inspection.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { message } from '../protobuf/build-message.ts';
import { rulesOf } from '../rules-of.ts';
import { entry, externalTensor, onnxModel, onnxNode } from './build-onnx.ts';

function inspect(bytes: Buffer): Inspection {
  return inspectOnnx(new MemorySource(bytes), inspectionContext());
}

const TENSOR = message([1, 2], [1, 3], [2, 1], [8, 'w'], [9, Buffer.alloc(24)]);

describe('inspectOnnx', () => {
  it('passes a model of ordinary operators whose tensors have the bytes that they need', async () => {
    const bytes = onnxModel({
      nodes: [
        onnxNode('Conv'),
        onnxNode('FusedConv', 'com.microsoft'),
        onnxNode('Relu', 'ai.onnx'),
      ],
      tensors: [TENSOR],
    });
    assert.deepEqual(rulesOf(inspect(bytes)), []);
    const report = await scanModelFile(bytes);
    assert.deepEqual([report.format, report.verdict], ['onnx', 'pass']);
  });

  it('holds operators that no runtime ships, once each, with how often they occur', () => {
    const { problems } = inspect(
      onnxModel({ nodes: [onnxNode('Spy', 'evil'), onnxNode('Spy', 'evil')] }),
    );
    assert.deepEqual(rulesOf(problems), ['held onnx.custom-operator']);
    assert.match(problems[0]?.summary ?? '', /Spy of the domain "evil" \(2×\)/);
    assert.ok((problems[0]?.offset ?? 0) > 0);
  });

  it('holds operators of ONNX Runtime that load compiled code', () => {
    assert.deepEqual(
      rulesOf(inspect(onnxModel({ nodes: [onnxNode('EPContext', 'com.microsoft')] }))),
      ['held onnx.custom-operator'],
    );
  });

  it('knows operators that the model itself defines, and looks into their definitions', () => {
    const own = message([1, 'Mine'], [7, onnxNode('Hidden', 'evil')], [10, 'own']);
    const rules = inspect(
      onnxModel({ nodes: [onnxNode('Mine', 'own')], functions: [own] }),
    ).problems;
    assert.deepEqual(rulesOf(rules), ['held onnx.custom-operator']);
    assert.match(rules[0]?.summary ?? '', /Hidden/);
  });

  it('looks into graphs within attributes', () => {
    const branch = message([1, onnxNode('Hidden', 'evil')]);
    const attribute = message([1, 'then_branch'], [6, branch], [20, 5]);
    assert.deepEqual(rulesOf(inspect(onnxModel({ nodes: [onnxNode('If', '', [attribute])] }))), [
      'held onnx.custom-operator',
    ]);
  });

  it('refuses tensors with more or fewer bytes than their type and shape need', () => {
    const tensor = message([1, 2], [2, 1], [9, Buffer.alloc(9)]);
    assert.deepEqual(rulesOf(inspect(onnxModel({ tensors: [tensor] }))), [
      'fail onnx.tensor-geometry',
    ]);
  });

  it('names the files that tensors lie in, and what of them', () => {
    const { companions, problems } = inspect(
      onnxModel({
        tensors: [
          externalTensor({ location: 'weights/a.bin', offset: '8', length: '16' }),
          externalTensor({ location: 'weights/a.bin' }),
        ],
      }),
    );
    assert.deepEqual(rulesOf(problems), []);
    assert.deepEqual(companions, [
      {
        path: 'weights/a.bin',
        ranges: [
          { offset: 8, length: 16 },
          { offset: 0, length: null },
        ],
      },
    ]);
  });

  for (const location of ['../secret', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\\b', 'file:x', '']) {
    it(`refuses tensors that lie at "${location}"`, () => {
      const { problems, companions } = inspect(
        onnxModel({ tensors: [externalTensor({ location })] }),
      );
      assert.deepEqual(rulesOf(problems), ['fail onnx.external-path']);
      assert.deepEqual(companions, []);
    });
  }

  it('refuses ranges that are no numbers, and bytes both here and elsewhere', () => {
    const range = externalTensor({ location: 'a', offset: '-1' });
    assert.deepEqual(rulesOf(inspect(onnxModel({ tensors: [range] }))), [
      'fail onnx.external-range',
    ]);
    const both = Buffer.concat([externalTensor({ location: 'a' }), message([9, Buffer.alloc(8)])]);
    assert.deepEqual(rulesOf(inspect(onnxModel({ tensors: [both] }))), [
      'fail onnx.ambiguous-data',
    ]);
  });

  it('holds options for the session that loads it', () => {
    assert.deepEqual(rulesOf(inspect(onnxModel({ metadata: [entry('ort_config', '{}')] }))), [
      'held onnx.runtime-options',
    ]);
  });

  it('keeps what it found before the bytes break off', () => {
    const bytes = onnxModel({ nodes: [onnxNode('Spy', 'evil')] });
    const rules = rulesOf(inspect(Buffer.concat([bytes, Buffer.from([0x0b])])));
    assert.deepEqual(rules, ['fail onnx.malformed']);
    const cut = onnxModel({ nodes: [onnxNode('Spy', 'evil')], tensors: [message([2, 'x'])] });
    assert.deepEqual(rulesOf(inspect(cut)), ['fail onnx.malformed', 'held onnx.custom-operator']);
  });
});
