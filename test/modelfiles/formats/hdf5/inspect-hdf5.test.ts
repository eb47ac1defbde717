import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectHdf5 } from '../../../../src/modelfiles/formats/hdf5/inspect-hdf5.ts';
import type { Inspection } from '../../../../src/modelfiles/inspection.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { u16, u32, u64 } from '../../bytes.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { rulesOf } from '../rules-of.ts';
import { buildHdf5, linkMessage, type Message } from './build-hdf5.ts';

function inspect(bytes: Uint8Array): Inspection {
  return inspectHdf5(new MemorySource(bytes), inspectionContext());
}

const CONFIG =
  '{"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {}}]}}';
const WEIGHTS = { kernel: { elements: 6 }, bias: { elements: 2 } };
const filter = (number: number): Message => [
  0x0b,
  Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]), u16(number), u16(0), u16(0), u16(0)]),
];

describe('inspectHdf5', () => {
  it('explains a Keras model to its last byte', async () => {
    const bytes = buildHdf5({
      attributes: { model_config: CONFIG, keras_version: '2.15.0', backend: 'tensorflow' },
      children: { model_weights: { children: { dense: { children: WEIGHTS } } } },
    });
    assert.deepEqual(rulesOf(inspect(bytes)), []);
    const report = await scanModelFile(bytes);
    assert.deepEqual([report.format, report.verdict], ['hdf5', 'pass']);
  });

  for (const name of ['model_config', 'training_config', 'whatever']) {
    it(`judges the Keras configuration in ${name}, in a heap and in place`, () => {
      const config = '{"class_name": "Lambda", "config": {"function": ["4wEAAAA=", null, null]}}';
      for (const value of [config, Buffer.from(`${config}\0\0`)]) {
        const { problems } = inspect(buildHdf5({ attributes: { [name]: value } }));
        assert.deepEqual(rulesOf(problems), ['fail keras.forbidden-class']);
        assert.ok((problems[0]?.offset ?? 0) > 96);
      }
    });
  }

  it('refuses a configuration that is no JSON', () => {
    assert.deepEqual(rulesOf(inspect(buildHdf5({ attributes: { model_config: '{' } }))), [
      'fail keras.malformed',
    ]);
  });

  it('refuses data and links in other files', () => {
    const external = buildHdf5({ messages: [linkMessage('external', 'x')] });
    assert.deepEqual(rulesOf(inspect(external)), ['fail hdf5.other-file']);
    const files: Message = [7, Buffer.concat([Buffer.from([1, 0, 0, 0]), u16(1), u16(1), u64(0)])];
    const stored = buildHdf5({ children: { a: { elements: 1, messages: [files] } } });
    assert.deepEqual(rulesOf(inspect(stored)), ['fail hdf5.other-file']);
    const virtual: Message = [8, Buffer.concat([Buffer.from([4, 3]), u64(0), u32(1)])];
    const [scalar, type]: Message[] = [
      [1, Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])],
      [3, Buffer.concat([Buffer.from([0x10, 0, 0, 0]), u32(4), Buffer.alloc(4)])],
    ];
    const built = buildHdf5({ messages: [virtual, scalar as Message, type as Message] });
    assert.deepEqual(rulesOf(inspect(built)), ['fail hdf5.other-file']);
  });

  it('passes links to other names of the same file', () => {
    assert.deepEqual(rulesOf(inspect(buildHdf5({ messages: [linkMessage('soft', 'x')] }))), []);
  });

  it('holds filters for which a plugin is loaded', () => {
    const plugin = buildHdf5({ children: { a: { elements: 1, messages: [filter(32_015)] } } });
    assert.deepEqual(rulesOf(inspect(plugin)), ['held hdf5.filter-plugin']);
    const gzip = buildHdf5({ children: { a: { elements: 1, messages: [filter(1)] } } });
    assert.deepEqual(rulesOf(inspect(gzip)), []);
  });

  it('refuses a dataset with other bytes than its type and shape need', () => {
    const bytes = buildHdf5({ children: { a: { elements: 3, bytes: Buffer.alloc(8) } } });
    assert.deepEqual(rulesOf(inspect(bytes)), ['fail hdf5.dataset-geometry']);
  });

  it('hands on pickles that attributes hold', async () => {
    const pickle = Buffer.from('\x80\x04cos\nsystem\n.', 'latin1');
    const bytes = buildHdf5({ attributes: { title: pickle } });
    assert.equal(inspect(bytes).members.length, 1);
    assert.notEqual((await scanModelFile(bytes)).verdict, 'pass');
  });

  it('holds files of PyTables, which unpickles attributes', () => {
    const bytes = buildHdf5({ attributes: { PYTABLES_FORMAT_VERSION: '2.1' } });
    assert.deepEqual(rulesOf(inspect(bytes)), ['held hdf5.pytables']);
  });

  it('refuses bytes behind its stated end, and an end that it does not reach', () => {
    assert.deepEqual(rulesOf(inspect(buildHdf5({}, Buffer.from('hidden')))), [
      'fail hdf5.malformed',
    ]);
    assert.deepEqual(rulesOf(inspect(buildHdf5({}).subarray(0, -8))), ['fail hdf5.malformed']);
  });

  it('holds bytes within it that belong to nothing, where they are many', () => {
    const bytes = buildHdf5({ children: WEIGHTS });
    const stuffed = Buffer.concat([bytes, Buffer.alloc(10_000, 1)]);
    stuffed.writeBigUInt64LE(BigInt(stuffed.length), 40);
    assert.deepEqual(rulesOf(inspect(stuffed)), ['held hdf5.unexplained-bytes']);
  });

  it('does not run in circles', () => {
    const bytes = buildHdf5({ children: { a: { children: { b: {} } } } });
    const root = Number(bytes.readBigUInt64LE(64));
    const at = bytes.lastIndexOf(Buffer.from('SNOD'));
    bytes.writeBigUInt64LE(BigInt(root), at + 16);
    assert.deepEqual(rulesOf(inspect(bytes)), ['note hdf5.unexplained-bytes']);
    const header = Buffer.concat([u64(root), u64(64)]);
    const looped = buildHdf5({ messages: [[0x10, header]] });
    assert.deepEqual(rulesOf(inspect(looped)).slice(0, 1), ['fail hdf5.malformed']);
  });

  it('says what it does not read', () => {
    const bytes = buildHdf5({ messages: [[0x0f, Buffer.alloc(8)]] });
    assert.deepEqual(rulesOf(inspect(bytes)), ['inconclusive hdf5.unsupported']);
    const user = Buffer.concat([Buffer.alloc(512), buildHdf5({})]);
    assert.notEqual(rulesOf(inspect(user)).length, 0);
  });
});
