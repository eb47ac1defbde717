import type { Policy, SymbolRule } from '../../policy/policy.ts';
import type { ArgumentsPattern } from '../../policy/value-pattern.ts';
import { type Effect, EffectKind } from '../effect-log.ts';

const NO_ARGUMENTS: ArgumentsPattern = {
  required: [],
  optional: [],
  rest: null,
  keywords: new Map(),
};
const ANY_ARGUMENTS: ArgumentsPattern = {
  required: [],
  optional: [],
  rest: { kind: 'anything' },
  keywords: new Map(),
};
/** A user's own class may do anything: a person has to look at it, and then it is allowed whole. */
export const USER_RULE: SymbolRule = {
  call: ANY_ARGUMENTS,
  new: ANY_ARGUMENTS,
  state: { kind: 'anything' },
};
const IDENTIFIER = /^(?!__.*__$)[\p{L}_][\p{L}\p{Mn}\p{Nd}_]*$/u;

/** What the policy, and what a file brings along itself, say of names. */
export class RuleBook {
  readonly #policy: Policy;
  readonly #ownModules: ((module: string) => boolean) | undefined;

  constructor(policy: Policy, ownModules: ((module: string) => boolean) | undefined) {
    this.#policy = policy;
    this.#ownModules = ownModules;
  }

  /** @param key as `symbolKey` writes it */
  rule(key: string): SymbolRule | undefined {
    const rule = this.#policy.symbols.get(key);
    if (rule !== undefined) return rule;
    return this.#isOwn(key) || isUserClass(key) ? USER_RULE : undefined;
  }

  /** Whether a name may be imported, or only a person can say. */
  standing(key: string): 'allowed' | 'user-class' | 'forbidden' {
    if (this.#policy.symbols.has(key) || this.#isOwn(key)) return 'allowed';
    return isUserClass(key) ? 'user-class' : 'forbidden';
  }

  /** Whether instances of a class may be made without arguments. */
  isNewClass(key: string): boolean {
    return this.#policy.symbols.get(key)?.new?.required.length === 0;
  }

  #isOwn(key: string): boolean {
    return this.#ownModules?.(splitKey(key)[0]) === true;
  }
}

/**
 * What a rule allows for an effect. INST and OBJ without arguments only make an instance where they
 * have a class, and call whatever else they have.
 */
export function allowedArguments(
  effect: Effect,
  count: number,
  rule: SymbolRule,
): ArgumentsPattern | undefined {
  if (effect.kind === EffectKind.New) return rule.new;
  if (effect.kind === EffectKind.Call || count > 0) return rule.call;
  return rule.call ?? (rule.new?.required.length === 0 ? NO_ARGUMENTS : undefined);
}

/** A class of the program that wrote the file, and not something that such a program imports. */
function isUserClass(key: string): boolean {
  const [module, name] = splitKey(key);
  return module === '__main__' && IDENTIFIER.test(name);
}

function splitKey(key: string): readonly [module: string, name: string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon), key.slice(colon + 1)];
}
