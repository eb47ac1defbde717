/**
 * A value of the symbolic machine, packed into one number so that the machine allocates nothing: its
 * kind in the upper bits, and below them 48 bits that say which one. Constants are not decoded: they
 * are known by the offset of the instruction that pushes them.
 */
export type Value = number;

/** What a value is. Those from `Tuple` on have a node in the heap; their payload is its number. */
export const Kind = {
  Absent: 0,
  None: 1,
  /** Payload: 0 or 1. */
  Bool: 2,
  /** Payload: the number, from -2^31 on, plus 2^31. */
  SmallInt: 3,
  Int: 4,
  Float: 5,
  Text: 6,
  /** A `str` of Python 2: bytes or text, as the reader chooses. */
  Text8: 7,
  Bytes: 8,
  /** A module's attribute; payload: its number in the symbol table. */
  Symbol: 9,
  ByteArray: 10,
  Tuple: 11,
  List: 12,
  Dict: 13,
  Set: 14,
  FrozenSet: 15,
  /** What a call, a persistent id, an extension or a buffer gave. */
  Object: 16,
} as const;

export type KindCode = (typeof Kind)[keyof typeof Kind];

/** Kinds below this one are constants without parts. */
export const FIRST_NODE_KIND: number = Kind.Tuple;

const SPAN = 2 ** 48;
/** Exact, because it is a power of two. */
const PER_SPAN = 2 ** -48;
const SMALL_INT_BIAS = 2 ** 31;

export function makeValue(kind: KindCode, payload: number): Value {
  return kind * SPAN + payload;
}

export function kindOf(value: Value): KindCode {
  return ((value * PER_SPAN) | 0) as KindCode;
}

export function payloadOf(value: Value): number {
  return value - kindOf(value) * SPAN;
}

/** @param number a 32-bit integer */
export function smallInt(number: number): Value {
  return Kind.SmallInt * SPAN + SMALL_INT_BIAS + number;
}

/** @param value of kind `SmallInt` */
export function smallIntOf(value: Value): number {
  return value - (Kind.SmallInt * SPAN + SMALL_INT_BIAS);
}

export const NONE: Value = makeValue(Kind.None, 0);
export const FALSE: Value = makeValue(Kind.Bool, 0);
export const TRUE: Value = makeValue(Kind.Bool, 1);
