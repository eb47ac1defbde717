import type { Returns, SymbolRule } from './policy.ts';
import type { ArgumentsNotation, PatternNotation, RuleNotation } from './policy-file.ts';
import type { ArgumentsPattern, ValuePattern } from './value-pattern.ts';

/** A rule's notation as the judge reads it. */
export function compileRule(notation: RuleNotation): SymbolRule {
  return {
    ...(notation.call === undefined ? {} : { call: compileArguments(notation.call) }),
    ...(notation.new === undefined ? {} : { new: compileArguments(notation.new) }),
    ...(notation.state === undefined ? {} : { state: compilePattern(notation.state) }),
    ...(notation.items === undefined ? {} : { items: notation.items }),
    ...(notation.becomes === undefined ? {} : { becomes: notation.becomes }),
    ...(notation.returns === undefined ? {} : { returns: compileReturns(notation.returns) }),
  };
}

/** A pattern's notation as the judge reads it. */
function compilePattern(notation: PatternNotation): ValuePattern {
  if (typeof notation === 'string') {
    if (notation === 'anything' || notation === 'count' || notation === 'new-class') {
      return { kind: notation };
    }
    return { kind: 'plain', types: [notation] };
  }
  if ('constant' in notation) return { kind: 'constant', value: notation.constant };
  if ('bytes' in notation) return { kind: 'bytes', value: notation.bytes };
  if ('anyOf' in notation) {
    return { kind: 'any-of', options: notation.anyOf.map(compilePattern) };
  }
  if ('symbol' in notation) return { kind: 'symbol', names: new Set(notation.symbol) };
  if ('instance' in notation) return { kind: 'instance', classes: new Set(notation.instance) };
  if ('check' in notation) return { kind: 'check', check: notation.check };
  return compileContainer(notation);
}

type ContainerNotation = Extract<
  PatternNotation,
  | { tuple: unknown }
  | { listOf: unknown }
  | { tupleOf: unknown }
  | { setOf: unknown }
  | { dictOf: unknown }
  | { attributes: unknown }
>;

function compileContainer(notation: ContainerNotation): ValuePattern {
  if ('tuple' in notation) {
    const rest = notation.rest === undefined ? null : compilePattern(notation.rest);
    return { kind: 'tuple', elements: notation.tuple.map(compilePattern), rest };
  }
  if ('listOf' in notation) {
    return { kind: 'elements', of: 'list', each: compilePattern(notation.listOf) };
  }
  if ('tupleOf' in notation) {
    return { kind: 'elements', of: 'tuple', each: compilePattern(notation.tupleOf) };
  }
  if ('setOf' in notation) {
    return { kind: 'elements', of: 'set', each: compilePattern(notation.setOf) };
  }
  if ('dictOf' in notation) {
    const [keys, values] = notation.dictOf;
    return { kind: 'entries', keys: compilePattern(keys), values: compilePattern(values) };
  }
  const { attributes, slots } = notation;
  return {
    kind: 'attributes',
    known: compileNamed(attributes),
    slots: slots === undefined ? null : compileNamed(slots),
  };
}

function compileArguments(notation: ArgumentsNotation): ArgumentsPattern {
  if (isList(notation)) {
    return {
      required: notation.map(compilePattern),
      optional: [],
      rest: null,
      keywords: new Map(),
    };
  }
  return {
    required: (notation.required ?? []).map(compilePattern),
    optional: (notation.optional ?? []).map(compilePattern),
    rest: notation.rest === undefined ? null : compilePattern(notation.rest),
    keywords: compileNamed(notation.keywords ?? {}),
  };
}

function isList(notation: ArgumentsNotation): notation is readonly PatternNotation[] {
  return Array.isArray(notation);
}

function compileNamed(
  notation: Readonly<Record<string, PatternNotation>>,
): ReadonlyMap<string, ValuePattern> {
  return new Map(
    Object.entries(notation).map(([name, pattern]) => [name, compilePattern(pattern)]),
  );
}

function compileReturns(notation: NonNullable<RuleNotation['returns']>): Returns {
  if (typeof notation === 'string') return { kind: 'class', name: notation };
  return 'namedIn' in notation
    ? { kind: 'named', module: notation.namedIn }
    : { kind: 'argument', index: notation.argument };
}
