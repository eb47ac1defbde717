import { CredenceError } from '../../core/error.ts';
import type { FloatArray } from '../../numerics/float-array.ts';
import { type NpyHeader, readNpyHeader } from './npy-header.ts';

/** A NumPy array in memory, its last index moving fastest. */
export interface NpyArray {
  /** Kind and bytes of one number in the file: `f2`, `i8`. */
  readonly kind: string;
  readonly shape: readonly number[];
  /** Half and single precision as singles, all else as doubles; integers beyond 2^53 are rounded. */
  readonly values: FloatArray;
}

interface NumbersOf {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, at: number, length: number): Iterable<number> | Iterable<bigint>;
}

const KINDS: Readonly<Record<string, NumbersOf>> = {
  f2: globalThis.Float16Array,
  f4: Float32Array,
  f8: Float64Array,
  i1: Int8Array,
  i2: Int16Array,
  i4: Int32Array,
  i8: BigInt64Array,
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  u8: BigUint64Array,
};

/**
 * Reads a NumPy array file (npy, NEP 1) of floating-point numbers or integers in any byte order, in C or
 * Fortran order. Numbers that need no conversion are not copied: they stay in `bytes`.
 *
 * @param bytes the whole file.
 * @throws CredenceError DATA_MALFORMED, DATA_TRUNCATED, DATA_UNSUPPORTED.
 */
export function readNpy(bytes: Uint8Array<ArrayBuffer>, file: string): NpyArray {
  const header = readNpyHeader(bytes, file);
  const { kind, shape } = header;
  const numbers = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (numbers === undefined) {
    throw new CredenceError('DATA_UNSUPPORTED', `${file} holds numbers of the kind ${kind}.`, {
      at: { file },
      hint: 'Floating-point numbers of 16, 32 or 64 bits are read, and integers.',
    });
  }
  const length = shape.reduce((product, size) => product * size, 1);
  requireBytes(bytes.length - header.offset, length * numbers.BYTES_PER_ELEMENT, file);
  const { buffer, at } = placed(bytes, header, length * numbers.BYTES_PER_ELEMENT);
  const values = asFloats(new numbers(buffer, at, length), kind);
  return {
    kind,
    shape,
    values: header.fortranOrder ? rowsFromColumns(values, shape, file) : values,
  };
}

function requireBytes(found: number, wanted: number, file: string): void {
  if (found === wanted) return;
  const [code, words] =
    found < wanted
      ? (['DATA_TRUNCATED', 'ends before its last number'] as const)
      : (['DATA_MALFORMED', 'goes on behind its last number'] as const);
  throw new CredenceError(code, `${file} ${words}.`, {
    at: { file },
    hint: `Its header promises ${wanted} bytes of numbers; there are ${found}.`,
  });
}

/** Where the numbers lie in the byte order of this machine, on a boundary of their own size. */
function placed(
  bytes: Uint8Array<ArrayBuffer>,
  { offset, kind, bigEndian }: NpyHeader,
  length: number,
): { readonly buffer: ArrayBuffer; readonly at: number } {
  const size = Number(kind.slice(1));
  const at = bytes.byteOffset + offset;
  const swaps = bigEndian && size > 1;
  if (!swaps && at % size === 0) return { buffer: bytes.buffer, at };
  const copy = bytes.slice(offset, offset + length);
  if (swaps) swapBytes(Buffer.from(copy.buffer), size);
  return { buffer: copy.buffer, at: 0 };
}

function swapBytes(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else bytes.swap64();
}

function asFloats(numbers: Iterable<number> | Iterable<bigint>, kind: string): FloatArray {
  if (numbers instanceof Float32Array || numbers instanceof Float64Array) return numbers;
  if (kind === 'f2') return Float32Array.from(numbers as Iterable<number>);
  return Float64Array.from(numbers as Iterable<number>, Number);
}

/** Rows that are moved at a time, so that what is written stays near. */
const STRIPE = 64;

function rowsFromColumns(values: FloatArray, shape: readonly number[], file: string): FloatArray {
  const [rows, columns] = shape;
  if (rows === undefined || columns === undefined) return values;
  if (shape.length > 2) {
    throw new CredenceError('DATA_UNSUPPORTED', `${file} has ${shape.length} dimensions.`, {
      at: { file },
    });
  }
  const moved = values.slice();
  for (let first = 0; first < rows; first += STRIPE) {
    const last = Math.min(rows, first + STRIPE);
    for (let column = 0; column < columns; column += 1) {
      for (let row = first; row < last; row += 1)
        moved[row * columns + column] = values[column * rows + row] as number;
    }
  }
  return moved;
}
