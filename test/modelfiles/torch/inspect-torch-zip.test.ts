import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { assemblePickle, type Instruction } from '../pickle/assemble-pickle.ts';
import { type TensorShape, tensorProgram } from './torch-programs.ts';

const WEIGHT: TensorShape = {
  key: '0',
  storage: 'FloatStorage',
  elements: 6,
  size: [2, 3],
  stride: [3, 1],
};
const MARKS = { version: '3\n', byteorder: 'little', '.data/serialization_id': '0123456789' };

type Members = Readonly<Record<string, string | Uint8Array>>;

async function outcome(
  tensors: readonly TensorShape[],
  members: Members,
  behind: readonly Instruction[] = [],
): Promise<readonly string[]> {
  const program: readonly Instruction[] = [
    ['PROTO', 2],
    'EMPTY_DICT',
    'MARK',
    ...tensors.flatMap((tensor, index) => [
      ['BINUNICODE', `layer.${index}`] as const,
      ...tensorProgram(tensor),
    ]),
    'SETITEMS',
    'STOP',
    ...behind,
  ];
  const all = { 'data.pkl': assemblePickle(program), ...members };
  const zip = buildZip(
    Object.entries(all).map(([name, content]) => ({ name: `model/${name}`, content })),
  );
  const { format, verdict, rule } = await scanModelFile(zip);
  assert.equal(format, 'torch-zip');
  return [verdict, rule];
}

describe('archives of PyTorch', () => {
  it('pass with storages of the sizes that the pickle says', async () => {
    const members = { ...MARKS, 'data/0': new Uint8Array(24) };
    assert.deepEqual(await outcome([WEIGHT], members), ['pass', 'explained']);
  });

  it('pass with several tensors of one storage, and a view that repeats elements', async () => {
    const column = { ...WEIGHT, offset: 1, size: [2], stride: [3] };
    const repeated = { ...WEIGHT, size: [1_000, 6], stride: [0, 1] };
    const members = { 'data/0': new Uint8Array(24) };
    assert.deepEqual(await outcome([WEIGHT, column, repeated], members), ['pass', 'explained']);
  });

  it('pass with a tensor of no elements', async () => {
    const empty = { ...WEIGHT, elements: 0, size: [0, 3], stride: [3, 1] };
    assert.deepEqual(await outcome([empty], { 'data/0': '' }), ['pass', 'explained']);
  });

  const refused: Readonly<Record<string, readonly [TensorShape, Members, string]>> = {
    'a storage that is not there': [WEIGHT, {}, 'pickle.persistent-id'],
    'a storage of another size': [WEIGHT, { 'data/0': new Uint8Array(20) }, 'pickle.persistent-id'],
    'a key that leads elsewhere': [
      { ...WEIGHT, key: '../data.pkl' },
      { 'data/0': new Uint8Array(24) },
      'pickle.persistent-id',
    ],
    'a class that is no storage': [
      { ...WEIGHT, storage: 'Tensor' },
      { 'data/0': new Uint8Array(24) },
      'pickle.persistent-id',
    ],
    'a tensor beyond its storage': [
      { ...WEIGHT, offset: 1 },
      { 'data/0': new Uint8Array(24) },
      'pickle.forbidden-arguments',
    ],
    'a storage that nothing refers to': [
      WEIGHT,
      { 'data/0': new Uint8Array(24), 'data/1': new Uint8Array(8) },
      'torch.unreferenced-storage',
    ],
  };
  for (const [what, [tensor, members, rule]] of Object.entries(refused)) {
    it(`are refused: ${what}`, async () => {
      assert.deepEqual(await outcome([tensor], members), ['fail', rule]);
    });
  }

  it('are refused where something stands behind the pickle', async () => {
    const members = { 'data/0': new Uint8Array(24) };
    const behind: readonly Instruction[] = ['NONE', 'STOP'];
    assert.deepEqual(await outcome([WEIGHT], members, behind), ['fail', 'pickle.trailing-bytes']);
  });

  it('are held as programs where they hold code', async () => {
    const members = {
      'data/0': new Uint8Array(24),
      'constants.pkl': assemblePickle([['PROTO', 2], 'EMPTY_TUPLE', 'STOP']),
      'code/__torch__.py': 'class Model(Module):\n  pass\n',
    };
    assert.deepEqual(await outcome([WEIGHT], members), ['held', 'torch.script']);
  });

  it('have what PyTorch does not know judged by its own content', async () => {
    const members = { 'data/0': new Uint8Array(24), 'extra/hook.bin': 'cos\ngetcwd\n(tR.' };
    assert.deepEqual(await outcome([WEIGHT], members), ['fail', 'pickle.forbidden-call']);
  });
});
