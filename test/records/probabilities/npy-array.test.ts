import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CredenceError } from '../../../src/core/error.ts';
import { readNpy } from '../../../src/records/probabilities/npy-array.ts';
import { readNpyHeader } from '../../../src/records/probabilities/npy-header.ts';
import { npyProbabilities } from '../../../src/records/probabilities/npy-probabilities.ts';
import { bytesOf, writeNpy } from './write-npy.ts';

const SHAPE = [2, 3];
const NUMBERS = [0.5, 0.25, 0.25, 0.125, 0.75, 0.125];
const doubles = bytesOf(Float64Array.from(NUMBERS));

describe('readNpy', () => {
  it('reads half, single and double precision', () => {
    const halves = bytesOf(globalThis.Float16Array.from(NUMBERS));
    const singles = bytesOf(Float32Array.from(NUMBERS));
    for (const [descr, data] of [
      ['<f2', halves],
      ['<f4', singles],
      ['<f8', doubles],
    ] as const) {
      const array = readNpy(writeNpy({ descr, shape: SHAPE, data }), 'p.npy');
      assert.deepEqual([...array.values], NUMBERS);
      assert.deepEqual(array.shape, SHAPE);
    }
  });

  it('keeps what a half-precision number is, and single precision single', () => {
    const halves = bytesOf(globalThis.Float16Array.of(0.1));
    const half = readNpy(writeNpy({ descr: '<f2', shape: [1], data: halves }), 'p.npy');
    assert.equal(half.values[0], 0.0999755859375);
    const singles = bytesOf(Float32Array.of(0.1));
    const single = readNpy(writeNpy({ descr: '<f4', shape: [1], data: singles }), 'p.npy');
    assert.ok(single.values instanceof Float32Array);
  });

  it('reads big-endian numbers', () => {
    for (const [descr, size] of [
      ['>f4', 4],
      ['>f8', 8],
      ['>u2', 2],
    ] as const) {
      const data = Buffer.alloc(size * 2);
      if (descr === '>u2') data.writeUInt16BE(513, size);
      else if (size === 4) data.writeFloatBE(0.75, size);
      else data.writeDoubleBE(0.75, size);
      const { values } = readNpy(writeNpy({ descr, shape: [2], data }), 'p.npy');
      assert.deepEqual([...values], [0, descr === '>u2' ? 513 : 0.75]);
    }
  });

  it('reads integers of every size', () => {
    const columns: [string, ArrayBufferView][] = [
      ['|i1', Int8Array.of(-1, 7)],
      ['|u1', Uint8Array.of(255, 7)],
      ['<i4', Int32Array.of(-1, 7)],
      ['<i8', BigInt64Array.of(-1n, 7n)],
      ['<u8', BigUint64Array.of(9n, 7n)],
    ];
    for (const [descr, numbers] of columns) {
      const array = readNpy(writeNpy({ descr, shape: [2], data: bytesOf(numbers) }), 'y.npy');
      assert.equal(array.values[1], 7);
    }
  });

  it('puts Fortran order into rows', () => {
    const shape = fc.tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 9 }));
    const property = fc.property(shape, ([rows, columns]) => {
      const data = bytesOf(Float64Array.from({ length: rows * columns }, (_, at) => at));
      const file = writeNpy({ descr: '<f8', shape: [rows, columns], data, fortranOrder: true });
      const { values } = readNpy(file, 'p.npy');
      values.forEach((value, at) => {
        assert.equal(value, (at % columns) * rows + Math.floor(at / columns));
      });
    });
    fc.assert(property, { numRuns: 40 });
  });

  it('reads version 2, and a file at an odd place in memory', () => {
    const file = writeNpy({ descr: '<f8', shape: SHAPE, data: doubles, version: 2 });
    const moved = new Uint8Array(file.length + 3);
    moved.set(file, 3);
    for (const bytes of [file, moved.subarray(3)])
      assert.deepEqual([...readNpy(bytes, 'p.npy').values], NUMBERS);
  });

  it('does not copy what it need not', () => {
    const file = writeNpy({ descr: '<f8', shape: SHAPE, data: doubles });
    assert.equal(readNpy(file, 'p.npy').values.buffer, file.buffer);
  });

  it('refuses files that are cut short or go on', () => {
    const file = writeNpy({ descr: '<f8', shape: SHAPE, data: doubles });
    const refuse = (bytes: Uint8Array<ArrayBuffer>, code: string): void => {
      assert.throws(() => readNpy(bytes, 'p.npy'), { code, at: { file: 'p.npy' } });
    };
    refuse(file.slice(0, -1), 'DATA_TRUNCATED');
    refuse(Uint8Array.from([...file, 0]), 'DATA_MALFORMED');
    assert.throws(() => readNpy(file.slice(0, 30), 'p.npy'), { code: 'DATA_TRUNCATED' });
    assert.throws(() => readNpy(file.slice(0, 8), 'p.npy'), { code: 'DATA_TRUNCATED' });
  });

  it('refuses objects, records and complex numbers, and never evaluates the header', () => {
    const data = new Uint8Array(16);
    const refuse = (descr: string): void => {
      const file = writeNpy({ descr, shape: [1], data });
      assert.throws(() => readNpy(file, 'p.npy'), { code: 'DATA_UNSUPPORTED' });
    };
    for (const descr of ['|O', '<c16', '<U4']) refuse(descr);
    const file = Buffer.from(writeNpy({ descr: '<f8', shape: [2], data })).toString('latin1');
    const records = file.replace("'<f8'", "[('a', '<f8')]").replace('          ', '');
    const bytes = Uint8Array.from(Buffer.from(records, 'latin1'));
    assert.throws(() => readNpy(bytes, 'p.npy'), { code: 'DATA_UNSUPPORTED' });
  });

  it('throws nothing but its own errors at mangled files', () => {
    const file = writeNpy({ descr: '<f4', shape: [3], data: new Uint8Array(12) });
    const property = fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
      const mangled = file.slice();
      mangled[at] = byte;
      try {
        readNpy(mangled, 'p.npy');
      } catch (error) {
        assert.ok(error instanceof CredenceError && error.code.startsWith('DATA_'), String(error));
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('readNpyHeader', () => {
  it('takes double quotation marks and any order of entries', () => {
    const file = writeNpy({ descr: '<f8', shape: SHAPE, data: doubles });
    const text = Buffer.from(file).toString('latin1');
    const other = '{"shape": (2, 3), "fortran_order": False, "descr": "<f8"}';
    const at = text.indexOf('{');
    const end = text.indexOf('\n', at);
    const rewritten = text.slice(0, at) + other.padEnd(end - at) + text.slice(end);
    const header = readNpyHeader(Uint8Array.from(Buffer.from(rewritten, 'latin1')), 'p.npy');
    assert.deepEqual(header, {
      kind: 'f8',
      bigEndian: false,
      fortranOrder: false,
      shape: SHAPE,
      offset: end + 1,
    });
  });
});

describe('npyProbabilities', () => {
  it('wants rows and columns of floating-point numbers', () => {
    const flat = writeNpy({ descr: '<f8', shape: [6], data: doubles });
    assert.throws(() => npyProbabilities(flat, 'p.npy'), { code: 'DATA_MALFORMED' });
    const labels = writeNpy({ descr: '<i4', shape: [2, 1], data: new Uint8Array(8) });
    assert.throws(() => npyProbabilities(labels, 'p.npy'), { code: 'DATA_UNSUPPORTED' });
    const table = npyProbabilities(
      writeNpy({ descr: '<f8', shape: SHAPE, data: doubles }),
      'p.npy',
    );
    assert.deepEqual([table.rows, table.classes, [...table.values]], [2, 3, NUMBERS]);
  });
});
