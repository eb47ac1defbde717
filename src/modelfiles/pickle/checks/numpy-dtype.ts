import type { JudgedRun } from '../judge/judged-run.ts';
import type { MatchContext } from '../judge/match-pattern.ts';
import { Kind, kindOf, type Value } from '../value.ts';
import type { ElementType } from './element-type.ts';

const NAME =
  /^[<>=|]?(?:(?<code>[?bBhHiIlLqQpPefdgFDGO])|(?<kind>[biufcO])(?<size>1|2|4|8|12|16|24|32)|(?<text>[SaUV])(?<length>\d{0,9})|(?<time>[mM]8)(?:\[\d{0,9}[a-zA-Z]{1,2}\])?)$/;

/** Bytes of the types that have one letter, on 64-bit systems. */
const CODE_BYTES: Readonly<Record<string, number>> = {
  '?': 1,
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  f: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  p: 8,
  P: 8,
  d: 8,
  F: 8,
  O: 8,
  g: 16,
  D: 16,
  G: 32,
};

/** NumPy's flags of types that hold objects (`NPY_ITEM_REFCOUNT`, `NPY_LIST_PICKLE`). */
const OBJECT_FLAGS = 0x03;
const RECORD_CLASSES: ReadonlySet<string> = new Set([
  'numpy:record',
  'numpy:void',
  'numpy.core.records:record',
  'numpy.rec:record',
]);

/** A type as its name gives it, before it has a state. */
interface NamedType {
  readonly itemBytes: number | null;
  readonly hasObjects: boolean;
  /** Whether its state may say what it consists of (`V`), and whether it must (a record's class). */
  readonly parts: 'none' | 'allowed' | 'required';
  /** Whether its state repeats the size: texts, bytes and records. */
  readonly sized: boolean;
}

/** `numpy.dtype(name, …)`: a name that stands for one type, or the class of a record. */
export function checkDtypeName(value: Value, { judged }: MatchContext): string | null {
  return namedType(value, judged) === null ? 'it names no type of array elements' : null;
}

/**
 * The state of a `numpy.dtype`: it must say what its name says. A type whose flags deny the objects
 * that it holds, or whose size differs, would have numbers taken for addresses.
 */
export function checkDtypeState(value: Value, context: MatchContext): string | null {
  const { judged, siblings, moment } = context;
  const [dtype] = siblings;
  const named = dtype === undefined ? null : namedTypeOf(dtype, judged);
  if (named === null) return 'its type is not known';
  const type = stateType(named, { judged, state: value, moment });
  return typeof type === 'string' ? type : null;
}

/** What a value that stands for an element type comes to, or what is wrong with it. */
export function elementType(value: Value, judged: JudgedRun): ElementType | string {
  const known = judged.elementTypes.get(value);
  if (known !== undefined) return known;
  // What it is found to be while it is looked at, where its parts lead back to it.
  judged.elementTypes.set(value, 'the type of its elements consists of itself');
  const type = elementTypeOf(value, judged);
  judged.elementTypes.set(value, type);
  return type;
}

function elementTypeOf(value: Value, judged: JudgedRun): ElementType | string {
  if (judged.className(value) !== 'numpy:dtype') return 'the type of its elements is not known';
  const named = namedTypeOf(value, judged);
  if (named === null) return 'the type of its elements is not known';
  const state = judged.state(value);
  if (state !== null)
    return stateType(named, { judged, state: state.argument, moment: state.moment });
  // A state that comes later could still change what the elements are.
  if (named.parts !== 'none' || named.itemBytes === null) {
    return 'the type of its elements has no state yet';
  }
  return { itemBytes: named.itemBytes, hasObjects: named.hasObjects };
}

function namedTypeOf(dtype: Value, judged: JudgedRun): NamedType | null {
  const [name] = judged.tuple(judged.maker(dtype).argument) ?? [];
  return name === undefined ? null : namedType(name, judged);
}

function namedType(value: Value, judged: JudgedRun): NamedType | null {
  const symbol = judged.symbol(value);
  if (symbol !== null) {
    if (!RECORD_CLASSES.has(symbol)) return null;
    return { itemBytes: null, hasObjects: false, parts: 'required', sized: true };
  }
  const { code, kind, size, text, length, time } =
    NAME.exec(judged.text(value) ?? '')?.groups ?? {};
  if (time !== undefined) return plainType(8);
  if (kind !== undefined) return { ...plainType(Number(size)), hasObjects: kind === 'O' };
  if (code !== undefined) {
    return { ...plainType(CODE_BYTES[code] ?? 0), hasObjects: code === 'O' };
  }
  if (text === undefined) return null;
  const unit = text === 'U' ? 4 : 1;
  const itemBytes = length === '' ? null : Number(length) * unit;
  const parts = text === 'V' ? 'allowed' : 'none';
  return { itemBytes, hasObjects: false, parts, sized: true };
}

function plainType(itemBytes: number): NamedType {
  return { itemBytes, hasObjects: false, parts: 'none', sized: false };
}

/** A state, and when it was given. */
interface StateOf {
  readonly judged: JudgedRun;
  readonly state: Value;
  readonly moment: number;
}

/** `(version, order, base, names, fields, size, alignment, flags[, metadata])` */
function stateType(named: NamedType, { judged, state, moment }: StateOf): ElementType | string {
  const items = judged.tuple(state);
  if (items === null || items.length < 8 || items.length > 9) return 'its state has another shape';
  const [version, order, base, names, fields, size, , flags] = items as [
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  const known = judged.integer(version);
  if (known !== 3 && known !== 4) return 'its state has a version that is not known';
  if (!['<', '>', '|', '='].includes(judged.text(order) ?? ''))
    return 'its byte order is not known';
  // NumPy before 1.20 wrote the flags as a signed byte.
  const bits = judged.integer(flags);
  const bytes = judged.integer(size);
  if (bits === null || bytes === null) return 'its size or flags are no numbers';
  const type = composedType({ named, base, names, fields, bytes, moment }, judged);
  if (typeof type === 'string') return type;
  const objectBits = bits & OBJECT_FLAGS;
  if (objectBits !== (type.hasObjects ? OBJECT_FLAGS : 0)) {
    return 'its flags do not say truly whether it holds objects';
  }
  return type;
}

interface Composition {
  readonly named: NamedType;
  readonly base: Value;
  readonly names: Value;
  readonly fields: Value;
  readonly bytes: number;
  readonly moment: number;
}

function composedType(composition: Composition, judged: JudgedRun): ElementType | string {
  const { named, base, names, fields, bytes } = composition;
  const isVoid = named.parts !== 'none';
  if (kindOf(base) !== Kind.None) {
    return isVoid ? subarrayType(base, bytes, judged) : 'a number cannot consist of others';
  }
  if (kindOf(names) !== Kind.None || kindOf(fields) !== Kind.None) {
    return isVoid ? recordType(composition, judged) : 'a number cannot have fields';
  }
  if (named.parts === 'required') return 'a record has no fields';
  if (!named.sized) {
    return bytes === -1 && named.itemBytes !== null
      ? { itemBytes: named.itemBytes, hasObjects: named.hasObjects }
      : 'its size is not the one that its name says';
  }
  if (bytes < 0 || (named.itemBytes !== null && named.itemBytes !== bytes)) {
    return 'its size is not the one that its name says';
  }
  return { itemBytes: bytes, hasObjects: false };
}

function subarrayType(base: Value, bytes: number, judged: JudgedRun): ElementType | string {
  const [dtype, shape] = judged.tuple(base) ?? [];
  if (dtype === undefined || shape === undefined) return 'its inner array has another shape';
  const type = elementType(dtype, judged);
  if (typeof type === 'string') return type;
  const count = elementCount(shape, judged);
  if (count === null || count * type.itemBytes !== bytes) {
    return 'its inner array does not have the size that it says';
  }
  return { itemBytes: bytes, hasObjects: type.hasObjects };
}

function recordType(composition: Composition, judged: JudgedRun): ElementType | string {
  const { names, fields, bytes, named, moment } = composition;
  if (named.itemBytes !== null && named.itemBytes !== bytes) {
    return 'its size is not the one that its name says';
  }
  const order = judged.tuple(names);
  const record = judged.record(fields, moment);
  if (order === null || record === null) return 'its fields are not written down as such';
  let hasObjects = false;
  for (const name of order) {
    const field = record.get(judged.text(name) ?? '');
    const [dtype, offset] = field === undefined ? [] : (judged.tuple(field) ?? []);
    if (dtype === undefined || offset === undefined) return 'a field has no type and place';
    const type = elementType(dtype, judged);
    if (typeof type === 'string') return type;
    const place = judged.count(offset);
    if (place === null || place + type.itemBytes > bytes) return 'a field lies outside its record';
    hasObjects ||= type.hasObjects;
  }
  return { itemBytes: bytes, hasObjects };
}

/** How many elements an array of this shape has; `null` where it is no shape. */
export function elementCount(shape: Value, judged: JudgedRun): number | null {
  if (kindOf(shape) === Kind.SmallInt) return judged.count(shape);
  const sizes = judged.tuple(shape);
  if (sizes === null || sizes.length > 64) return null;
  let count = 1;
  for (const size of sizes) {
    const one = judged.count(size);
    if (one === null) return null;
    count *= one;
  }
  return Number.isSafeInteger(count) ? count : null;
}
