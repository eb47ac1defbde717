import type { RuleNotation } from './policy-file.ts';

/** Rules that a policy may refer to by name, because most classes are rebuilt in one of these ways. */
export const SHAPES: ReadonlyMap<string, RuleNotation> = new Map<string, RuleNotation>([
  /** May be named, as a class or a function that other objects refer to, and not called. */
  ['name', {}],
  /** An instance without arguments, given its attributes. */
  ['object', { new: [], state: { attributes: {} } }],
  /** A subclass of `dict` with attributes of its own. */
  ['dict-object', { new: [], state: { attributes: {} }, items: 'dict' }],
  /** A subclass of `list` with attributes of its own. */
  ['list-object', { new: [], state: { attributes: {} }, items: 'list' }],
  /** A member of an enumeration, looked up by its value. */
  ['enum', { call: [{ anyOf: ['int', 'text', 'float', 'bool', 'none'] }] }],
  /** A named tuple. */
  ['named-tuple', { new: { rest: 'anything' } }],
]);
