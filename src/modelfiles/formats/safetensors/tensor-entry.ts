import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { isJsonObject, type JsonValue } from '../json/json-value.ts';
import { TENSOR_BITS } from './tensor-types.ts';

/** A tensor by its place in the data, which begin behind the header. */
export interface TensorEntry {
  readonly name: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const KEYS: readonly string[] = ['dtype', 'shape', 'data_offsets'];

/**
 * One entry of the header: type, shape and place, which must fit each other.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function tensorEntry(name: string, value: JsonValue, offset: number): TensorEntry {
  if (!isJsonObject(value) || value.members.size !== KEYS.length) throw malformed(name, offset);
  const [dtype, shape, offsets] = KEYS.map((key) => value.members.get(key));
  const bits = typeof dtype === 'string' ? TENSOR_BITS.get(dtype) : undefined;
  if (bits === undefined) throw malformed(name, value.offset, 'has no known type');
  const sizes = countsOf(shape);
  const place = countsOf(offsets);
  const [start, end] = place ?? [];
  if (sizes === undefined || start === undefined || end === undefined || place?.length !== 2) {
    throw malformed(name, value.offset);
  }
  const total = sizes.reduce((product, size) => product * size, bits);
  if (!Number.isSafeInteger(total))
    throw malformed(name, value.offset, 'has a shape that overflows');
  if (end < start || total !== (end - start) * 8) {
    throw malformed(name, value.offset, 'takes up other bytes than type and shape make');
  }
  return { name, start, end };
}

/** Whole numbers of at least 0. */
function countsOf(value: JsonValue | undefined): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value as readonly JsonValue[];
  return items.every((item) => Number.isSafeInteger(item) && (item as number) >= 0)
    ? (items as readonly number[])
    : undefined;
}

function malformed(
  name: string,
  byte: number,
  what = 'is described in no known way',
): CredenceError {
  return new CredenceError(
    'DATA_MALFORMED',
    `The tensor "${visibleText(name.slice(0, 200))}" ${what}`,
    { at: { byte } },
  );
}
