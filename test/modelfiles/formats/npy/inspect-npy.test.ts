import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inspectNpy } from '../../../../src/modelfiles/formats/npy/inspect-npy.ts';
import type { Inspection } from '../../../../src/modelfiles/inspection.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { buildZip } from '../../containers/zip/build-zip.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { buildNpy } from './build-npy.ts';

function inspect(bytes: Uint8Array): Inspection {
  return inspectNpy(new MemorySource(bytes), inspectionContext());
}

function rulesOf(bytes: Uint8Array): readonly string[] {
  return inspect(bytes).problems.map(({ rule }) => rule);
}

describe('inspectNpy', () => {
  const types: readonly (readonly [descr: string, bytes: number])[] = [
    ["'<f8'", 8],
    ["'>i2'", 2],
    ["'|b1'", 1],
    ["'?'", 1],
    ["'<c16'", 16],
    ["'|S10'", 10],
    ["'<U3'", 12],
    ["'|V6'", 6],
    ["'<M8[ns]'", 8],
    ["'<m8[25us]'", 8],
    ["[('a', '<f4'), ('b', '|u1', (3,)), ('c', [('d', '<i8')])]", 15],
    ["[(('title', 'name'), '<f4')]", 4],
    ["('<f4', (2, 2))", 16],
  ];

  for (const [descr, bytes] of types) {
    it(`accounts for the elements of ${descr}`, () => {
      for (const version of [1, 2, 3]) {
        const shape = { descr, shape: '(2, 3)', version };
        assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(6 * bytes), shape)), []);
        assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(6 * bytes + 1), shape)), [
          'npy.trailing-bytes',
        ]);
        assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(6 * bytes - 1), shape)), ['npy.truncated']);
      }
    });
  }

  it('reads the shape of a scalar, of nothing, and of Python 2', () => {
    assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(4), { shape: '()' })), []);
    assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(0), { shape: '(0, 5)' })), []);
    assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(24), { shape: '(2L, 3L)' })), []);
  });

  it('takes names of fields beyond Latin-1 in version 3', () => {
    const shape = { descr: "[('größe→', '<f4')]", version: 3 };
    assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(8), shape)), []);
  });

  it('hands on what an array of objects holds as a file of its own', () => {
    for (const descr of ["'|O'", "'O'", "[('a', '<f4'), ('b', '|O')]"]) {
      const { members, problems } = inspect(buildNpy(Buffer.from('pickle'), { descr }));
      assert.deepEqual(problems, []);
      const source = members[0]?.open();
      assert.equal(Buffer.from(source?.read(0, 6) ?? []).toString(), 'pickle');
    }
  });

  const broken: Readonly<Record<string, string>> = {
    'a call': "__import__('os').system('x')",
    'a value that is computed': "{'descr': '<f' + '4', 'fortran_order': False, 'shape': (2,)}",
    'adjacent texts': "{'descr': '<f' '4', 'fortran_order': False, 'shape': (2,)}",
    'an escape': "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2,)}",
    'a key twice': "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
    'another key': "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}",
    'a key too few': "{'descr': '<f4', 'shape': (2,)}",
    'something behind': "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}; x",
    'an order that is no boolean': "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
    'a shape that is a number': "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
    'a negative shape': "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
    'a shape that overflows': `{'descr': '<f4', 'fortran_order': False, 'shape': (${2 ** 40}, ${2 ** 40})}`,
    'an unknown type': "{'descr': '<q4', 'fortran_order': False, 'shape': (2,)}",
    'a size that no number has': "{'descr': '<f5', 'fortran_order': False, 'shape': (2,)}",
    'deep nesting': `{'descr': ${'['.repeat(99)}, 'fortran_order': False, 'shape': (2,)}`,
    nothing: '',
  };
  for (const [name, header] of Object.entries(broken)) {
    it(`refuses a header with ${name}`, () => {
      assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(8), { header })), ['npy.malformed']);
    });
  }

  it('refuses a version that nobody knows, and a header that is too long', () => {
    assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(8), { version: 4 })), ['npy.unsupported']);
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}${' '.repeat(70_000)}`;
    assert.deepEqual(rulesOf(buildNpy(Buffer.alloc(8), { header, version: 2 })), ['npy.malformed']);
  });

  it('passes nothing whose length was changed, and throws nothing of its own', () => {
    const whole = buildNpy(Buffer.alloc(8));
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.nat(255),
        fc.nat(whole.length),
        (at, value, length) => {
          const bytes = Buffer.from(whole);
          bytes[at] = value;
          inspect(bytes);
          if (length < whole.length) assert.notDeepEqual(rulesOf(whole.subarray(0, length)), []);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('an archive of arrays', () => {
  it('passes where each array does', async () => {
    const members = ['a.npy', 'b.npy'].map((name) => ({
      name,
      content: buildNpy(Buffer.alloc(8)),
      deflated: name === 'b.npy',
    }));
    const report = await scanModelFile(buildZip(members));
    assert.deepEqual([report.format, report.verdict, report.rule], ['npz', 'pass', 'explained']);
  });

  it('fails where one hides bytes', async () => {
    const content = buildNpy(Buffer.alloc(9));
    const report = await scanModelFile(buildZip([{ name: 'a.npy', content }]));
    assert.deepEqual([report.verdict, report.rule], ['fail', 'npy.trailing-bytes']);
  });
});
