import {
  type Data,
  DataType,
  type Decimal,
  type Float,
  MapRow,
  Precision,
  StructRow,
  type Timestamp,
  Vector,
} from 'apache-arrow';
import { blobText } from './blob-text.ts';
import { canonicalJson } from './canonical-json.ts';
import { epochText } from './epoch-text.ts';
import { singleText } from './float-text.ts';
import { NumberText } from './json-number.ts';

const DAY_IN_MILLISECONDS = 86_400_000n;

/** The text of one value; the caller has made sure that it is not null. */
export function arrowText(data: Data, index: number, depth: number): string {
  const { type } = data;
  if (DataType.isInt(type)) return String(data.values[index]);
  if (DataType.isFloat(type)) return floatText(data as Data<Float>, index);
  if (DataType.isTimestamp(type)) return timestampText(data as Data<Timestamp>, index);
  if (DataType.isDate(type)) return dateText(data.values[index] as number | bigint);
  if (DataType.isTime(type) || DataType.isDuration(type)) return String(data.values[index]);
  if (DataType.isDecimal(type)) return decimalText(data as Data<Decimal>, index);
  return plainText(new Vector([data]).get(index), depth);
}

/** True for types whose values are one text each; lists, structs and the like are not. */
export function isScalarType(type: DataType): boolean {
  const { isList, isLargeList, isFixedSizeList, isStruct, isMap, isUnion } = DataType;
  return ![isList, isLargeList, isFixedSizeList, isStruct, isMap, isUnion].some((test) =>
    test.call(DataType, type),
  );
}

function plainText(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return blobText(value);
  if (typeof value === 'object' && value !== null)
    return canonicalJson(plainValue(value, depth), depth);
  return String(value);
}

/** A value of Arrow as JSON has it: vectors become arrays, structs and maps objects, bytes text. */
function plainValue(value: unknown, depth: number): unknown {
  if (depth <= 0) throw new RangeError('nested too deeply');
  if (typeof value === 'bigint') return new NumberText(String(value));
  if (value instanceof Uint8Array) return blobText(value);
  if (value instanceof Vector || Array.isArray(value))
    return Array.from(value, (item) => plainValue(item, depth - 1));
  if (value instanceof StructRow || value instanceof MapRow) {
    const entries: [string, unknown][] = [];
    for (const [key, item] of value) entries.push([String(key), plainValue(item, depth - 1)]);
    return Object.fromEntries(entries);
  }
  if (ArrayBuffer.isView(value)) return Array.from(value as Int32Array, Number);
  return value;
}

function floatText(data: Data<Float>, index: number): string {
  switch (data.type.precision) {
    case Precision.HALF:
      return String(new Vector([data]).get(index));
    case Precision.SINGLE:
      return singleText(data.values[index] as number);
    default:
      return String(data.values[index]);
  }
}

function timestampText(data: Data<Timestamp>, index: number): string {
  const text = epochText(BigInt(data.values[index] as bigint), data.type.unit);
  return data.type.timezone ? `${text}Z` : text;
}

function dateText(value: number | bigint): string {
  const milliseconds = typeof value === 'bigint' ? value : BigInt(value) * DAY_IN_MILLISECONDS;
  return epochText(milliseconds, 1).slice(0, 10);
}

/** Little-endian two's complement in 32-bit words, with the decimal point put in. */
function decimalText(data: Data<Decimal>, index: number): string {
  const { scale, bitWidth } = data.type;
  const words = bitWidth / 32;
  let value = 0n;
  for (let word = words - 1; word >= 0; word--) {
    value = (value << 32n) | BigInt((data.values[index * words + word] as number) >>> 0);
  }
  value = BigInt.asIntN(bitWidth, value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const text = scale > 0 ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  return value < 0n ? `-${text}` : text;
}
