import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectTflite } from '../../../../src/modelfiles/formats/tflite/inspect-tflite.ts';
import type { Inspection } from '../../../../src/modelfiles/inspection.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { buildZip } from '../../containers/zip/build-zip.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { buildFlatbuffer, i32, type Slot, u8 } from '../flatbuffers/build-flatbuffer.ts';
import { rulesOf } from '../rules-of.ts';

const CUSTOM = 32;
const custom = (name: string): readonly Slot[] => [u8(CUSTOM), { text: name }];
const BUILT_IN: readonly Slot[] = [u8(3)];

function model(operators: readonly (readonly Slot[])[], more: readonly Slot[] = []): Buffer {
  const conv: readonly Slot[] = [i32(0), null, null, u8(1), { table: [u8(0), i32(1)] }];
  const subgraph: readonly Slot[] = [null, null, null, { tables: [conv] }, { text: 'main' }];
  return buildFlatbuffer('TFL3', [
    i32(3),
    { tables: operators },
    { tables: [subgraph] },
    { text: 'test' },
    { tables: [[], [{ bytes: Buffer.alloc(12, 7) }]] },
    ...more,
  ]);
}

function inspect(bytes: Uint8Array): Inspection {
  return inspectTflite(new MemorySource(bytes), inspectionContext());
}

describe('inspectTflite', () => {
  it('passes built-in operators and the custom ones that come with the runtime', async () => {
    const report = await scanModelFile(model([BUILT_IN, custom('TFLite_Detection_PostProcess')]));
    assert.deepEqual([report.format, report.verdict], ['tflite', 'pass']);
  });

  it('holds custom operators, and those that carry an operator of TensorFlow', () => {
    const { problems } = inspect(
      model([custom('Spy'), custom('FlexReadFile'), [u8(127), null, null, i32(999)]]),
    );
    assert.deepEqual(rulesOf(problems), [
      'held tflite.custom-operator',
      'held tflite.custom-operator',
      'held tflite.custom-operator',
    ]);
    const texts = problems.map(({ summary }) => summary).join(' ');
    assert.match(texts, /Spy/);
    assert.match(texts, /FlexReadFile, which runs an operator of TensorFlow/);
    assert.match(texts, /number 999/);
  });

  it('names fields that the schema does not have', () => {
    const slots = [null, null, null, null, null, u8(1)];
    assert.ok(
      rulesOf(inspect(model([BUILT_IN], slots))).includes('inconclusive flatbuffers.unknown-field'),
    );
  });

  it('holds more than a few bytes that nothing points to, and notes a few', () => {
    const bytes = model([BUILT_IN]);
    const few = inspect(Buffer.concat([bytes, Buffer.alloc(100, 1)]));
    assert.deepEqual(rulesOf(few), ['note tflite.unexplained-bytes']);
    const many = inspect(Buffer.concat([bytes, Buffer.alloc(10_000, 1)]));
    assert.deepEqual(rulesOf(many), ['held tflite.unexplained-bytes']);
  });

  it('hands on the files that are packed behind it, whichever way their offsets are counted', async () => {
    const bytes = model([BUILT_IN]);
    const labels = [{ name: 'labels.txt', content: 'cat\ndog\n' }];
    const alone = buildZip(labels);
    const report = await scanModelFile(Buffer.concat([bytes, alone]));
    assert.deepEqual([report.verdict, report.members[0]?.path], ['pass', 'labels.txt']);
    const counted = buildZip([{ ...(labels[0] as (typeof labels)[0]), before: bytes }]);
    const other = await scanModelFile(counted);
    assert.deepEqual([other.verdict, other.members[0]?.path], ['pass', 'labels.txt']);
    const bad = buildZip([{ name: '../x', content: '', before: bytes }]);
    assert.equal((await scanModelFile(bad)).verdict, 'fail');
  });

  it('refuses what points outside of it', () => {
    const bytes = model([BUILT_IN]);
    assert.deepEqual(rulesOf(inspect(bytes.subarray(0, bytes.length - 8))), [
      'fail tflite.malformed',
    ]);
    const wild = Buffer.from(bytes);
    wild.writeUInt32LE(0xfffffff0, 0);
    assert.deepEqual(rulesOf(inspect(wild)), ['fail tflite.malformed']);
  });

  it('holds weights in another file', () => {
    const slots = [null, null, null, { tables: [[{ text: 'weights.bin' }]] }];
    assert.deepEqual(rulesOf(inspect(model([BUILT_IN], slots))), ['held tflite.external-buffers']);
  });
});
