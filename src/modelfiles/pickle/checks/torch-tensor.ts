import type { JudgedRun } from '../judge/judged-run.ts';
import type { MatchContext } from '../judge/match-pattern.ts';
import type { Value } from '../value.ts';
import { STORAGE_CLASS, storageSize } from './torch-storage.ts';

/** A storage: of the archive, or of a file within the file. */
export function checkStorage(value: Value, { judged }: MatchContext): string | null {
  return judged.className(value) === STORAGE_CLASS ? null : 'a storage is expected';
}

/**
 * `torch._utils._rebuild_tensor…(storage, offset, size, stride, …)`, at `stride`: every element that
 * the tensor can reach must lie within its storage (CVE-2026-24747 and its like).
 */
export function checkTensor(value: Value, { judged, siblings }: MatchContext): string | null {
  const [storage, offset, size] = siblings;
  if (storage === undefined || offset === undefined || size === undefined) {
    return 'it has no storage';
  }
  const start = judged.count(offset);
  const sizes = counts(size, judged);
  const strides = counts(value, judged);
  if (start === null || sizes === null || strides === null) {
    return 'its geometry is not written as numbers';
  }
  if (sizes.length !== strides.length) return 'its size and stride have different lengths';
  const available = storageSize(storage, judged);
  if (available === null || sizes.includes(0)) return null;
  const bytes = typeBytes(siblings[6], judged) ?? available.elementBytes;
  const last = sizes.reduce((end, count, axis) => end + (count - 1) * (strides[axis] ?? 0), start);
  return (last + 1) * bytes <= available.elements * available.elementBytes
    ? null
    : 'it reaches beyond the end of its storage';
}

function counts(value: Value, judged: JudgedRun): readonly number[] | null {
  const items = judged.tuple(value) ?? sizeItems(value, judged);
  if (items === null) return null;
  const numbers = items.map((item) => judged.count(item));
  return numbers.every((number) => number !== null) ? numbers : null;
}

/** `torch.Size((…))` */
function sizeItems(value: Value, judged: JudgedRun): readonly Value[] | null {
  if (judged.className(value) !== 'torch:Size') return null;
  const [sizes] = judged.tuple(judged.maker(value).argument) ?? [];
  return sizes === undefined ? null : judged.items(sizes, judged.maker(value).moment);
}

/** Bytes of an element of the type that `_rebuild_tensor_v3` is given; `null` where there is none. */
function typeBytes(type: Value | undefined, judged: JudgedRun): number | null {
  const symbol = type === undefined ? null : judged.symbol(type);
  return symbol === null ? null : (TYPE_BYTES.get(symbol) ?? WIDEST_TYPE);
}

const WIDEST_TYPE = 16;
const TYPE_BYTES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: [
      'bool',
      'uint8',
      'int8',
      'float8_e4m3fn',
      'float8_e5m2',
      'float8_e4m3fnuz',
      'float8_e5m2fnuz',
    ],
    2: ['float16', 'half', 'bfloat16', 'int16', 'short', 'uint16'],
    4: ['float32', 'float', 'int32', 'int', 'uint32', 'complex32', 'chalf'],
    8: ['float64', 'double', 'int64', 'long', 'uint64', 'complex64', 'cfloat'],
  }).flatMap(([bytes, names]) => names.map((name) => [`torch:${name}`, Number(bytes)] as const)),
);
