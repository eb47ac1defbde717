import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectPickle } from '../../../src/modelfiles/pickle/inspect-pickle.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../inspection-context.ts';
import { assemblePickle, type Instruction } from './assemble-pickle.ts';
import { arrayProgram, dtypeProgram } from './numpy-programs.ts';

const double = dtypeProgram({ name: 'f8' });
const object = dtypeProgram({ name: 'O8', order: '|', flags: 63 });
const text = dtypeProgram({ name: 'U3', size: 12, alignment: 4, flags: 8 });

function rulesOf(program: readonly Instruction[]): readonly string[] {
  const bytes = assemblePickle([['PROTO', 3], ...program, 'STOP']);
  return inspectPickle(new MemorySource(bytes), inspectionContext()).problems.map(
    ({ rule, summary }) => `${rule}: ${summary}`,
  );
}

/** So many bytes of data. */
function bytes(count: number): readonly Instruction[] {
  return [['SHORT_BINBYTES', '\0'.repeat(count)]];
}

const record: readonly Instruction[] = [
  ['GLOBAL', 'numpy', 'dtype'],
  ['BINUNICODE', 'V20'],
  'NEWFALSE',
  'NEWTRUE',
  'TUPLE3',
  'REDUCE',
  'MARK',
  ['BININT1', 3],
  ['BINUNICODE', '|'],
  'NONE',
  ['BINUNICODE', 'a'],
  ['BINUNICODE', 'b'],
  'TUPLE2',
  'EMPTY_DICT',
  'MARK',
  ['BINUNICODE', 'a'],
  ...double,
  ['BININT1', 0],
  'TUPLE2',
  ['BINUNICODE', 'b'],
  ...text,
  ['BININT1', 8],
  'TUPLE2',
  'SETITEMS',
  ['BININT1', 20],
  ['BININT1', 1],
  ['BININT1', 16],
  'TUPLE',
  'BUILD',
];

describe('NumPy arrays in pickles', () => {
  const fine: Readonly<Record<string, readonly Instruction[]>> = {
    numbers: arrayProgram(2, double, bytes(16)),
    'no numbers': arrayProgram(0, double, bytes(0)),
    texts: arrayProgram(2, text, bytes(24)),
    objects: arrayProgram(1, object, ['EMPTY_LIST', 'NONE', 'APPEND']),
    records: arrayProgram(2, record, bytes(40)),
    'data as text, which protocols below 3 write': arrayProgram(1, double, [
      ['GLOBAL', '_codecs', 'encode'],
      ['BINUNICODE', '\0\0ÿÿ\0\0\0\0'],
      ['BINUNICODE', 'latin1'],
      'TUPLE2',
      'REDUCE',
    ]),
    'a scalar': [
      ['GLOBAL', 'numpy.core.multiarray', 'scalar'],
      ...double,
      ...bytes(8),
      'TUPLE2',
      'REDUCE',
    ],
  };
  for (const [what, program] of Object.entries(fine)) {
    it(`pass: ${what}`, () => assert.deepEqual(rulesOf(program), []));
  }

  const wrong: Readonly<Record<string, readonly [readonly Instruction[], RegExp]>> = {
    'too few data': [arrayProgram(2, double, bytes(15)), /forbidden-state.*size/],
    'too many data': [arrayProgram(2, double, bytes(17)), /forbidden-state.*size/],
    'objects as bytes': [arrayProgram(1, object, bytes(8)), /forbidden-state.*list/],
    'too few objects': [arrayProgram(2, object, ['EMPTY_LIST']), /forbidden-state.*places/],
    'a type of another size than its name': [
      dtypeProgram({ name: 'U3', size: 4_096, alignment: 4, flags: 8 }),
      /forbidden-state.*size/,
    ],
    'a type that denies its objects': [
      dtypeProgram({ name: 'O8', order: '|' }),
      /forbidden-state.*flags/,
    ],
    'a number that pretends to be an object': [
      dtypeProgram({ name: 'i8', flags: 63 }),
      /forbidden-state.*flags/,
    ],
    'a type of several': [
      [
        ['GLOBAL', 'numpy', 'dtype'],
        ['BINUNICODE', 'i4,O'],
        'NEWFALSE',
        'NEWTRUE',
        'TUPLE3',
        'REDUCE',
      ],
      /forbidden-arguments/,
    ],
    'a scalar of another size': [
      [['GLOBAL', 'numpy.core.multiarray', 'scalar'], ...double, ...bytes(4), 'TUPLE2', 'REDUCE'],
      /forbidden-arguments.*size/,
    ],
    'a second state': [
      [...arrayProgram(1, double, bytes(8)), ...['NONE', 'BUILD']],
      /forbidden-state.*second/,
    ],
  };
  for (const [what, [program, rule]] of Object.entries(wrong)) {
    it(`are refused: ${what}`, () => {
      const [first, ...more] = rulesOf(program);
      assert.match(first ?? '', rule);
      assert.deepEqual(more, []);
    });
  }

  it('are refused where a type consists of itself', () => {
    const dtype: readonly Instruction[] = [
      ['GLOBAL', 'numpy', 'dtype'],
      ['BINUNICODE', 'V8'],
      'NEWFALSE',
      'NEWTRUE',
      'TUPLE3',
      'REDUCE',
      ['BINPUT', 0],
      'MARK',
      ['BININT1', 3],
      ['BINUNICODE', '|'],
      'NONE',
      ['BINUNICODE', 'a'],
      'TUPLE1',
      'EMPTY_DICT',
      ['BINUNICODE', 'a'],
      ['BINGET', 0],
      ['BININT1', 0],
      'TUPLE2',
      'SETITEM',
      ['BININT1', 8],
      ['BININT1', 1],
      ['BININT1', 16],
      'TUPLE',
      'BUILD',
    ];
    const rules = rulesOf(arrayProgram(1, dtype, bytes(8)));
    assert.match(rules[0] ?? '', /forbidden-state.*no state yet/);
    assert.match(rules[1] ?? '', /forbidden-state.*consists of itself/);
  });

  it('are refused where data are bytes of bytes without end', () => {
    const calls = 50_000;
    const name: Instruction = ['GLOBAL', 'builtins', 'bytes'];
    const data = [
      ...Array.from({ length: calls }, () => name),
      ...bytes(8),
      ...Array.from({ length: calls }, () => ['TUPLE1', 'REDUCE']).flat(),
    ];
    assert.match(rulesOf(arrayProgram(1, double, data)).join(), /forbidden-state.*as bytes/);
  });
});
