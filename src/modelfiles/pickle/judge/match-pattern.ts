import type { CheckName } from '../../policy/check-name.ts';
import type { PlainType, ValuePattern } from '../../policy/value-pattern.ts';
import { contentOfBytes } from '../checks/written-bytes.ts';
import type { Effect } from '../effect-log.ts';
import { Kind, type KindCode, kindOf, type Value } from '../value.ts';
import type { JudgedRun } from './judged-run.ts';

/** Where a value stands that a pattern is held against. */
export interface MatchContext {
  readonly judged: JudgedRun;
  /** The heap's clock at the effect. */
  readonly moment: number;
  readonly effect: Effect;
  /** All arguments of the call; the object alone where it is given a state. */
  readonly siblings: readonly Value[];
  /** Verifies what no pattern can say. @returns what is wrong, or `null` */
  readonly check: (name: CheckName, value: Value, context: MatchContext) => string | null;
  /** Whether the policy lets a class be made an instance of without arguments. */
  readonly isNewClass: (key: string) => boolean;
}

/** Attributes that a class itself may have: letters, digits and underscores, in any script. */
const ATTRIBUTE = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u;

const KINDS_OF: Readonly<Record<PlainType, readonly KindCode[]>> = {
  none: [Kind.None],
  bool: [Kind.Bool],
  int: [Kind.SmallInt, Kind.Int],
  float: [Kind.Float],
  text: [Kind.Text, Kind.Text8],
  bytes: [Kind.Bytes, Kind.Text8, Kind.ByteArray],
  list: [Kind.List],
  tuple: [Kind.Tuple],
  dict: [Kind.Dict],
  set: [Kind.Set, Kind.FrozenSet],
};

/** Objects that are plain values written as a call, because old protocols have no instruction for them. */
const CLASSES_OF: Readonly<Partial<Record<PlainType, readonly string[]>>> = {
  bytes: ['builtins:bytes', 'builtins:bytearray'],
  list: ['builtins:list'],
  tuple: ['builtins:tuple'],
  dict: ['builtins:dict'],
  set: ['builtins:set', 'builtins:frozenset'],
};

/** Holds a value against a pattern. @returns what is wrong, or `null` */
export function mismatch(
  pattern: ValuePattern,
  value: Value,
  context: MatchContext,
): string | null {
  const { judged } = context;
  switch (pattern.kind) {
    case 'anything':
      return null;
    case 'plain':
      return pattern.types.some((type) => isPlain(type, value, judged))
        ? null
        : `${pattern.types.join(' or ')} is expected`;
    case 'count':
      return judged.count(value) === null ? 'a number from 0 on is expected' : null;
    case 'constant':
      return isConstant(pattern.value, value, judged)
        ? null
        : `${JSON.stringify(pattern.value)} is expected`;
    case 'bytes':
      return bytesOf(value, judged) === pattern.value ? null : 'other bytes are expected';
    case 'any-of':
      return mismatchOfAll(pattern.options, value, context);
    case 'symbol': {
      const key = judged.symbol(value);
      return key !== null && pattern.names.has(key) ? null : 'another name is expected';
    }
    case 'new-class': {
      const key = judged.symbol(value);
      return key !== null && context.isNewClass(key) ? null : 'a plain class is expected';
    }
    case 'instance': {
      const key = judged.className(value);
      return key !== null && pattern.classes.has(key)
        ? null
        : `an instance of ${[...pattern.classes].join(' or ')} is expected`;
    }
    case 'check':
      return context.check(pattern.check, value, context);
    default:
      return mismatchOfContainer(pattern, value, context);
  }
}

type ContainerPattern = Extract<
  ValuePattern,
  { readonly kind: 'tuple' | 'elements' | 'entries' | 'attributes' }
>;

function mismatchOfContainer(
  pattern: ContainerPattern,
  value: Value,
  context: MatchContext,
): string | null {
  switch (pattern.kind) {
    case 'tuple':
      return mismatchOfTuple(pattern, value, context);
    case 'elements':
      return isPlain(pattern.of, value, context.judged)
        ? mismatchOfItems([pattern.each], value, context)
        : `${pattern.of} is expected`;
    case 'entries':
      return kindOf(value) === Kind.Dict
        ? mismatchOfItems([pattern.keys, pattern.values], value, context)
        : 'dict is expected';
    case 'attributes':
      return mismatchOfState(pattern, value, context);
  }
}

function mismatchOfAll(
  options: readonly ValuePattern[],
  value: Value,
  context: MatchContext,
): string | null {
  let first: string | null = null;
  for (const option of options) {
    const wrong = mismatch(option, value, context);
    if (wrong === null) return null;
    first ??= wrong;
  }
  return first;
}

function mismatchOfTuple(
  { elements, rest }: Extract<ValuePattern, { kind: 'tuple' }>,
  value: Value,
  context: MatchContext,
): string | null {
  const items = context.judged.tuple(value);
  if (items === null) return 'tuple is expected';
  if (items.length < elements.length || (rest === null && items.length > elements.length)) {
    return `a tuple of ${elements.length} is expected`;
  }
  for (const [index, item] of items.entries()) {
    const pattern = elements[index] ?? rest;
    const wrong = pattern === null ? null : mismatch(pattern, item, context);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Patterns are held against items in turn: keys and values of a dictionary take one each. */
function mismatchOfItems(
  patterns: readonly ValuePattern[],
  value: Value,
  context: MatchContext,
): string | null {
  const { judged, moment } = context;
  if (patterns.every((pattern) => pattern.kind === 'anything')) return null;
  if (kindOf(value) === Kind.Object) return 'its items are not written down one by one';
  for (const { kinds, items } of judged.segments(value, moment)) {
    if (kinds !== 0 && !patterns.every((pattern) => acceptsKinds(pattern, kinds))) {
      return 'it holds too many items to look at one by one';
    }
    for (const [index, item] of items.entries()) {
      const pattern = patterns[index % patterns.length];
      const wrong = pattern === undefined ? null : mismatch(pattern, item, context);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

/** What Python's default does with a state: a dictionary of attributes, or a pair with one of slots. */
function mismatchOfState(
  { known, slots }: Extract<ValuePattern, { kind: 'attributes' }>,
  value: Value,
  context: MatchContext,
): string | null {
  const pair = slots === null ? null : context.judged.tuple(value);
  if (slots === null || pair?.length !== 2) return mismatchOfAttributes(known, value, context);
  const [attributes, slotted] = pair as [Value, Value];
  if (kindOf(slotted) !== Kind.Dict) return 'a dictionary of slots is expected';
  return (
    mismatchOfAttributes(known, attributes, context) ??
    mismatchOfAttributes(slots, slotted, context)
  );
}

function mismatchOfAttributes(
  known: ReadonlyMap<string, ValuePattern>,
  value: Value,
  context: MatchContext,
): string | null {
  const { judged, moment } = context;
  if (kindOf(value) === Kind.None) return null;
  if (kindOf(value) !== Kind.Dict) return 'a dictionary of attributes is expected';
  const items = judged.items(value, moment);
  if (items === null) return 'it has too many attributes to look at one by one';
  for (let index = 0; index + 1 < items.length; index += 2) {
    const name = judged.text(items[index] as number);
    if (name === null || !isAttribute(name)) return 'an attribute has a name that none should have';
    const pattern = known.get(name);
    const wrong =
      pattern === undefined ? null : mismatch(pattern, items[index + 1] as number, context);
    if (wrong !== null) return `${name}: ${wrong}`;
  }
  return null;
}

/** A name with two underscores on both sides belongs to the language: `__class__`, `__dict__`. */
function isAttribute(name: string): boolean {
  return ATTRIBUTE.test(name) && !(name.startsWith('__') && name.endsWith('__'));
}

function isPlain(type: PlainType, value: Value, judged: JudgedRun): boolean {
  const kind = kindOf(value);
  if (KINDS_OF[type].includes(kind)) return true;
  if (kind !== Kind.Object) return false;
  const key = judged.className(value);
  return key !== null && CLASSES_OF[type]?.includes(key) === true;
}

function acceptsKinds(pattern: ValuePattern, kinds: number): boolean {
  switch (pattern.kind) {
    case 'anything':
      return true;
    case 'plain':
      return (kinds & ~maskOf(pattern.types)) === 0;
    case 'any-of': {
      const types = pattern.options.flatMap((option) =>
        option.kind === 'plain' ? option.types : [],
      );
      return (kinds & ~maskOf(types)) === 0;
    }
    default:
      return false;
  }
}

function maskOf(types: readonly PlainType[]): number {
  return types
    .flatMap((type) => KINDS_OF[type])
    .reduce((mask: number, kind) => mask | (1 << kind), 0);
}

function isConstant(
  wanted: null | boolean | number | string,
  value: Value,
  judged: JudgedRun,
): boolean {
  if (wanted === null) return kindOf(value) === Kind.None;
  if (typeof wanted === 'boolean') {
    return kindOf(value) === Kind.Bool && judged.run.constants.integer(value) === BigInt(wanted);
  }
  if (typeof wanted === 'string') return judged.text(value) === wanted;
  if (kindOf(value) === Kind.Float) return judged.run.constants.float(value) === wanted;
  return judged.integer(value) === wanted;
}

/** Short bytes, one Latin-1 character each, however they are written; `null` for other values. */
function bytesOf(value: Value, judged: JudgedRun): string | null {
  const content = contentOfBytes(value, judged);
  if (content === null) return null;
  const { constants } = judged.run;
  return kindOf(content) === Kind.Bytes
    ? constants.bytes(content, 256).toString('latin1')
    : constants.text(content);
}
