import type { Digest } from '../../core/digest.ts';
import type { ArgumentsPattern, ValuePattern } from './value-pattern.ts';

/**
 * What a program in a model file may name and do. Default deny: a name that is not here may not be
 * imported, and one that is here may only be used as its rule says.
 */
export interface Policy {
  /** `data-only`, `library:sklearn`, or what the user's own file is called. */
  readonly name: string;
  readonly description: string;
  /** Of the policy and everything that it extends. */
  readonly digest: Digest;
  /** By `symbolKey`. */
  readonly symbols: ReadonlyMap<string, SymbolRule>;
  /** Whole files that a person has looked at and approved, by their content. */
  readonly approvedFiles: ReadonlyMap<Digest, ApprovedFile>;
}

export interface ApprovedFile {
  readonly reason: string;
}

/** What may be done with one name, given by module and qualified name. Naming it is always allowed. */
export interface SymbolRule {
  /** Calling it: REDUCE, and INST and OBJ. */
  readonly call?: ArgumentsPattern;
  /** `cls.__new__(cls, …)`: NEWOBJ and NEWOBJ_EX. */
  readonly new?: ArgumentsPattern;
  /** State that an instance may be given (BUILD), once. */
  readonly state?: ValuePattern;
  /** How an instance may be filled: APPEND(S), SETITEM(S), ADDITEMS. */
  readonly items?: 'list' | 'dict' | 'set';
  /** Of what class an instance counts once it has its state (by `symbolKey`); left out: its own. */
  readonly becomes?: string;
  /** Of what class the result of a call is; left out: of this one. */
  readonly returns?: Returns;
}

export type Returns =
  /** By `symbolKey`. */
  | { readonly kind: 'class'; readonly name: string }
  /** The class that was handed over as the argument at this place. */
  | { readonly kind: 'argument'; readonly index: number }
  /** Not an instance but the class itself, of this module and with the name that the first argument is. */
  | { readonly kind: 'named'; readonly module: string };

/**
 * The one way in which a pair of module and qualified name is written: `torch._utils:_rebuild_tensor`.
 * A module's name holds no colon, so no two pairs share a key.
 */
export function symbolKey(module: string, name: string): string {
  return `${module}:${name}`;
}
