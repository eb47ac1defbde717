import type { CheckName } from './check-name.ts';

/** The plain kinds of value that a pickle can write down, and objects that stand for them. */
export const PLAIN_TYPES = [
  'none',
  'bool',
  'int',
  'float',
  'text',
  'bytes',
  'list',
  'tuple',
  'dict',
  'set',
] as const;

export type PlainType = (typeof PLAIN_TYPES)[number];

/**
 * What a policy demands of one value: of an argument, of an object's state, of an item. Everything
 * inside a value is judged for itself when it is made, so a pattern only says what this place needs.
 */
export type ValuePattern =
  | { readonly kind: 'anything' }
  | { readonly kind: 'plain'; readonly types: readonly PlainType[] }
  /** An integer from 0 on: a count, a length, an offset. */
  | { readonly kind: 'count' }
  | { readonly kind: 'constant'; readonly value: null | boolean | number | string }
  /** Exactly these bytes, one Latin-1 character each. */
  | { readonly kind: 'bytes'; readonly value: string }
  | { readonly kind: 'any-of'; readonly options: readonly ValuePattern[] }
  | {
      readonly kind: 'tuple';
      readonly elements: readonly ValuePattern[];
      /** What may follow; `null` where nothing may. */
      readonly rest: ValuePattern | null;
    }
  | {
      readonly kind: 'elements';
      readonly of: 'list' | 'tuple' | 'set';
      readonly each: ValuePattern;
    }
  | { readonly kind: 'entries'; readonly keys: ValuePattern; readonly values: ValuePattern }
  /** An instance's `__dict__`: names that are plain identifiers, and none with two underscores around. */
  | {
      readonly kind: 'attributes';
      readonly known: ReadonlyMap<string, ValuePattern>;
      /** The same for what has `__slots__`, where a pair of both may be given; `null` where it may not. */
      readonly slots: ReadonlyMap<string, ValuePattern> | null;
    }
  /** A name of the policy itself, not what calling it gives; keys as `symbolKey` writes them. */
  | { readonly kind: 'symbol'; readonly names: ReadonlySet<string> }
  /** A class that the policy allows to be made an instance of, without arguments. */
  | { readonly kind: 'new-class' }
  | { readonly kind: 'instance'; readonly classes: ReadonlySet<string> }
  /** What no pattern can say, as code: geometry of tensors, flags of element types. */
  | { readonly kind: 'check'; readonly check: CheckName };

/** What a call may be given. */
export interface ArgumentsPattern {
  readonly required: readonly ValuePattern[];
  readonly optional: readonly ValuePattern[];
  /** What may follow; `null` where nothing may. */
  readonly rest: ValuePattern | null;
  /** By name (NEWOBJ_EX). */
  readonly keywords: ReadonlyMap<string, ValuePattern>;
}
