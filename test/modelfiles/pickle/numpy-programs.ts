import type { Instruction } from './assemble-pickle.ts';

interface ElementTypeShape {
  /** `f8`, `O8`, `U3`. */
  readonly name: string;
  readonly order?: string;
  /** -1 for types whose size their name gives. */
  readonly size?: number;
  readonly alignment?: number;
  readonly flags?: number;
}

/** Instructions that make a `numpy.dtype` with its state, as NumPy writes them. */
export function dtypeProgram({
  name,
  order = '<',
  size = -1,
  alignment = -1,
  flags = 0,
}: ElementTypeShape): readonly Instruction[] {
  return [
    ['GLOBAL', 'numpy', 'dtype'],
    ['BINUNICODE', name],
    'NEWFALSE',
    'NEWTRUE',
    'TUPLE3',
    'REDUCE',
    'MARK',
    ['BININT1', 3],
    ['BINUNICODE', order],
    'NONE',
    'NONE',
    'NONE',
    ['BININT', size],
    ['BININT', alignment],
    ['BININT', flags],
    'TUPLE',
    'BUILD',
  ];
}

/** Instructions that make a `numpy.ndarray` of one dimension with its state. */
export function arrayProgram(
  count: number,
  dtype: readonly Instruction[],
  data: readonly Instruction[],
): readonly Instruction[] {
  return [
    ['GLOBAL', 'numpy.core.multiarray', '_reconstruct'],
    ['GLOBAL', 'numpy', 'ndarray'],
    ['BININT1', 0],
    'TUPLE1',
    ['SHORT_BINBYTES', 'b'],
    'TUPLE3',
    'REDUCE',
    'MARK',
    ['BININT1', 1],
    ['BININT', count],
    'TUPLE1',
    ...dtype,
    'NEWFALSE',
    ...data,
    'TUPLE',
    'BUILD',
  ];
}

/** Instructions that make joblib's wrapper of an array, whose data follow. */
export function wrapperProgram(
  count: number,
  dtype: readonly Instruction[],
  alignment: number | null,
): readonly Instruction[] {
  const aligned: readonly Instruction[] =
    alignment === null
      ? []
      : [
          ['BINUNICODE', 'numpy_array_alignment_bytes'],
          ['BININT1', alignment],
        ];
  return [
    ['GLOBAL', 'joblib.numpy_pickle', 'NumpyArrayWrapper'],
    'EMPTY_TUPLE',
    'NEWOBJ',
    'EMPTY_DICT',
    'MARK',
    ['BINUNICODE', 'subclass'],
    ['GLOBAL', 'numpy', 'ndarray'],
    ['BINUNICODE', 'shape'],
    ['BININT', count],
    'TUPLE1',
    ['BINUNICODE', 'order'],
    ['BINUNICODE', 'C'],
    ['BINUNICODE', 'dtype'],
    ...dtype,
    ['BINUNICODE', 'allow_mmap'],
    'NEWTRUE',
    ...aligned,
    'SETITEMS',
    'BUILD',
  ];
}
