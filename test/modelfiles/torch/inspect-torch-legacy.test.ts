import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { u64 } from '../bytes.ts';
import { assemblePickle, type Instruction } from '../pickle/assemble-pickle.ts';
import { storageProgram, type TensorShape, tensorProgram } from './torch-programs.ts';

const MAGIC = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
const PROTOCOL = assemblePickle([['PROTO', 2], ['BININT2', 1001], 'STOP']);
const SYSTEM: readonly Instruction[] = [
  ['PROTO', 2],
  'EMPTY_DICT',
  'MARK',
  ['BINUNICODE', 'protocol_version'],
  ['BININT2', 1001],
  ['BINUNICODE', 'little_endian'],
  'NEWTRUE',
  'SETITEMS',
  'STOP',
];
const WEIGHT: TensorShape = {
  key: '94',
  storage: 'DoubleStorage',
  elements: 3,
  size: [3],
  stride: [1],
};

interface Legacy {
  readonly magic?: Uint8Array;
  readonly object?: readonly Instruction[];
  readonly keys?: readonly string[];
  readonly storages?: Uint8Array;
}

async function outcome(file: Legacy): Promise<readonly string[]> {
  const keys = file.keys ?? [WEIGHT.key];
  const bytes = Buffer.concat([
    file.magic ?? MAGIC,
    PROTOCOL,
    assemblePickle(SYSTEM),
    assemblePickle([['PROTO', 2], ...(file.object ?? tensorProgram(WEIGHT, ['NONE'])), 'STOP']),
    assemblePickle([
      ['PROTO', 2],
      'EMPTY_LIST',
      'MARK',
      ...keys.map((key) => ['BINUNICODE', key] as const),
      'APPENDS',
      'STOP',
    ]),
    file.storages ?? Buffer.concat([u64(3), Buffer.alloc(24)]),
  ]);
  const { format, verdict, rule } = await scanModelFile(bytes);
  return [format, verdict, rule];
}

describe('files of PyTorch before 1.6', () => {
  it('pass where all bytes are pickles and storages', async () => {
    assert.deepEqual(await outcome({}), ['torch-legacy', 'pass', 'explained']);
  });

  it('pass with a view of a part of a storage', async () => {
    const view: readonly Instruction[] = [
      ['BINUNICODE', '95'],
      ['BININT1', 1],
      ['BININT1', 2],
      'TUPLE3',
    ];
    const object = tensorProgram({ ...WEIGHT, size: [2] }, view);
    assert.deepEqual(await outcome({ object }), ['torch-legacy', 'pass', 'explained']);
  });

  const refused: Readonly<Record<string, readonly [Legacy, string]>> = {
    'a tensor beyond the view that it is given': [
      {
        object: tensorProgram(WEIGHT, [
          ['BINUNICODE', '95'],
          ['BININT1', 1],
          ['BININT1', 2],
          'TUPLE3',
        ]),
      },
      'pickle.forbidden-arguments',
    ],
    'a storage of another size': [
      { storages: Buffer.concat([u64(4), Buffer.alloc(32)]) },
      'torch.malformed',
    ],
    'a storage cut short': [
      { storages: Buffer.concat([u64(3), Buffer.alloc(20)]) },
      'torch.malformed',
    ],
    'bytes behind the storages': [
      { storages: Buffer.concat([u64(3), Buffer.alloc(25)]) },
      'torch.malformed',
    ],
    'a key that the list does not have': [{ keys: ['1'] }, 'torch.malformed'],
    'a key twice in the list': [{ keys: ['94', '94'] }, 'torch.malformed'],
    'one key of two sizes': [
      {
        object: [
          ...storageProgram(WEIGHT),
          ...storageProgram({ ...WEIGHT, elements: 4 }),
          'TUPLE2',
        ],
      },
      'pickle.persistent-id',
    ],
    'a call in the object': [
      { object: [['GLOBAL', 'os', 'getcwd'], 'EMPTY_TUPLE', 'REDUCE'] },
      'pickle.forbidden-call',
    ],
  };
  for (const [what, [file, rule]] of Object.entries(refused)) {
    it(`are refused: ${what}`, async () => {
      assert.deepEqual(await outcome(file), ['torch-legacy', 'fail', rule]);
    });
  }

  it('know the class of a model that was saved with its source', async () => {
    const object: readonly Instruction[] = [
      'MARK',
      ['BINUNICODE', 'module'],
      ['GLOBAL', '__main__', 'Net'],
      ['BINUNICODE', 'net.py'],
      ['BINUNICODE', 'class Net: pass'],
      'TUPLE',
      'BINPERSID',
      'EMPTY_TUPLE',
      'NEWOBJ',
    ];
    const legacy = { object, keys: [], storages: Buffer.alloc(0) };
    assert.deepEqual(await outcome(legacy), ['torch-legacy', 'held', 'pickle.user-class']);
  });
});
