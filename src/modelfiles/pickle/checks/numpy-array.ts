import type { JudgedRun } from '../judge/judged-run.ts';
import type { MatchContext } from '../judge/match-pattern.ts';
import { Kind, kindOf, type Value } from '../value.ts';
import { elementCount, elementType } from './numpy-dtype.ts';
import { contentOfBytes } from './written-bytes.ts';

/** Longer data written as text are left to NumPy, which counts them itself. */
const MOST_TEXT_BYTES = 2 ** 24;

/** `numpy.ndarray.__setstate__((version, shape, dtype, fortran, data))` */
export function checkArrayState(value: Value, context: MatchContext): string | null {
  const { judged } = context;
  const items = judged.tuple(value);
  if (items?.length !== 5) return 'its state has another shape';
  const [version, shape, dtype, fortran, data] = items as [Value, Value, Value, Value, Value];
  if (![0, 1].includes(judged.integer(version) ?? -1)) return 'its version is not known';
  if (kindOf(fortran) !== Kind.Bool && judged.count(fortran) === null) {
    return 'its order is not known';
  }
  return checkElements({ shape, dtype, data }, context);
}

/** `numpy.ma.MaskedArray.__setstate__((version, shape, dtype, fortran, data, mask, fill))` */
export function checkMaskedState(value: Value, context: MatchContext): string | null {
  const { judged } = context;
  const items = judged.tuple(value);
  if (items?.length !== 7) return 'its state has another shape';
  const [, shape, dtype, , data, mask] = items as [Value, Value, Value, Value, Value, Value];
  const count = elementCount(shape, judged);
  const masked = byteLength(mask, judged);
  if (masked === null || masked !== count) return 'its mask has another size than its data';
  return checkElements({ shape, dtype, data }, context);
}

/** `numpy.core.multiarray.scalar(dtype, data)` */
export function checkScalar(value: Value, { judged, siblings }: MatchContext): string | null {
  const [dtype] = siblings;
  const type = dtype === undefined ? 'it has no type' : elementType(dtype, judged);
  if (typeof type === 'string') return type;
  if (type.hasObjects) return null;
  const bytes = byteLength(value, judged);
  if (bytes === null) return 'its value is not written as bytes';
  return bytes === type.itemBytes ? null : 'its value has another size than its type';
}

/** `numpy.core.numeric._frombuffer(data, dtype, shape, order)`, at `order`. */
export function checkBufferArray(value: Value, context: MatchContext): string | null {
  const { judged, siblings } = context;
  const [data, dtype, shape] = siblings;
  if (!['C', 'F', 'A'].includes(judged.text(value) ?? '')) return 'its order is not known';
  if (data === undefined || dtype === undefined || shape === undefined) return 'it has no data';
  const type = elementType(dtype, judged);
  if (typeof type !== 'string' && type.hasObjects) return 'objects cannot lie in a buffer';
  return checkElements({ shape, dtype, data }, context);
}

interface Elements {
  readonly shape: Value;
  readonly dtype: Value;
  readonly data: Value;
}

function checkElements(
  { shape, dtype, data }: Elements,
  { judged, moment }: MatchContext,
): string | null {
  const count = elementCount(shape, judged);
  if (count === null) return 'its shape is not written as numbers';
  const type = elementType(dtype, judged);
  if (typeof type === 'string') return type;
  if (type.hasObjects) {
    if (kindOf(data) !== Kind.List) return 'its objects are not written as a list';
    return judged.size(data, moment) === count ? null : 'it has more or fewer objects than places';
  }
  const bytes = byteLength(data, judged);
  if (bytes === null) return 'its elements are not written as bytes';
  if (Number.isNaN(bytes)) return null;
  return bytes === count * type.itemBytes ? null : 'its data do not have the size that it says';
}

/** Length of data in bytes, `null` where they are none, `NaN` where they are too long to count. */
function byteLength(value: Value, judged: JudgedRun): number | null {
  const content = contentOfBytes(value, judged);
  if (content === null) return isEmptyBytes(value, judged) ? 0 : null;
  const kind = kindOf(content);
  return kind === Kind.Text || kind === Kind.Text8
    ? textLength(content, judged)
    : judged.run.constants.extent(content).length;
}

/** `bytes()`, as protocols below 3 write them. */
function isEmptyBytes(value: Value, judged: JudgedRun): boolean {
  if (judged.className(value) !== 'builtins:bytes') return false;
  return judged.tuple(judged.maker(value).argument)?.length === 0;
}

/** Characters of a text, each of which becomes one byte. */
function textLength(value: Value, { run }: JudgedRun): number {
  const { length } = run.constants.extent(value);
  return length > MOST_TEXT_BYTES ? Number.NaN : run.constants.characters(value);
}
