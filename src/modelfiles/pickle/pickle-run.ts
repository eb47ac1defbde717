import type { ConstantReader } from './constant-reader.ts';
import type { EffectLog } from './effect-log.ts';
import type { Heap } from './heap.ts';
import type { SymbolTable } from './symbol-table.ts';
import type { Value } from './value.ts';

/** Where readers of pickles disagree with each other about the same bytes. */
export const AMBIGUITIES = {
  'ambiguous-frame': 'instructions and frames do not fit together',
  'ambiguous-number': 'a number is written so that readers take it for different ones',
  'ambiguous-name': 'an imported name is written so that readers take it for different ones',
  'ambiguous-memo': 'the memo is used so that readers disagree',
  'ambiguous-arguments': 'arguments of a call have a type that only some readers accept',
  'leftover-stack': 'values are left on the stack when the stream stops',
} as const;

export type Ambiguity = keyof typeof AMBIGUITIES;

/** A place at which reference implementations differ. */
export interface Fault {
  readonly kind: Ambiguity;
  readonly offset: number;
  /** What is there, in words that continue "at this place …". */
  readonly what: string;
}

/** How a run came to an end. */
export type RunEnd =
  /** The stream's own end; `next` is the offset behind it. */
  | { readonly kind: 'stop'; readonly value: Value; readonly next: number }
  /** No reader gets further: what came before has run. */
  | { readonly kind: 'broken'; readonly offset: number; readonly what: string }
  /** The run was given up. */
  | { readonly kind: 'limit'; readonly offset: number; readonly what: string }
  /** An object was given its state whose data follows outside the stream (joblib). */
  | { readonly kind: 'inline-data'; readonly effect: number; readonly next: number };

/** What a run leaves behind, whether it came to its end or not. */
export interface PickleRun {
  readonly start: number;
  readonly end: RunEnd;
  readonly heap: Heap;
  readonly effects: EffectLog;
  readonly symbols: SymbolTable;
  readonly constants: ConstantReader;
  readonly faults: readonly Fault[];
  /** Texts and bytes whose beginning may be that of another program: values, a bounded number. */
  readonly payloads: readonly Value[];
  readonly instructions: number;
}
