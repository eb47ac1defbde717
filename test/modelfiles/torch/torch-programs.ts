import type { Instruction } from '../pickle/assemble-pickle.ts';

export interface TensorShape {
  readonly key: string;
  /** `FloatStorage` */
  readonly storage: string;
  readonly elements: number;
  readonly offset?: number;
  readonly size: readonly number[];
  readonly stride: readonly number[];
}

/** Instructions that push a storage. */
export function storageProgram(
  { key, storage, elements }: TensorShape,
  view: readonly Instruction[] = [],
): readonly Instruction[] {
  return [
    'MARK',
    ['BINUNICODE', 'storage'],
    ['GLOBAL', 'torch', storage],
    ['BINUNICODE', key],
    ['BINUNICODE', 'cpu'],
    ['BININT', elements],
    ...view,
    'TUPLE',
    'BINPERSID',
  ];
}

/** Instructions that push a tensor of a storage. */
export function tensorProgram(
  shape: TensorShape,
  view: readonly Instruction[] = [],
): readonly Instruction[] {
  return [
    ['GLOBAL', 'torch._utils', '_rebuild_tensor_v2'],
    'MARK',
    ...storageProgram(shape, view),
    ['BININT', shape.offset ?? 0],
    'MARK',
    ...shape.size.map((count) => ['BININT', count] as const),
    'TUPLE',
    'MARK',
    ...shape.stride.map((count) => ['BININT', count] as const),
    'TUPLE',
    'NEWFALSE',
    ['GLOBAL', 'collections', 'OrderedDict'],
    'EMPTY_TUPLE',
    'REDUCE',
    'TUPLE',
    'REDUCE',
  ];
}
