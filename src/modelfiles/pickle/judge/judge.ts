import { CredenceError } from '../../../core/error.ts';
import type { Policy, SymbolRule } from '../../policy/policy.ts';
import {
  classReference,
  STORAGE_CLASS,
  type StorageDirectory,
  storageReference,
} from '../checks/torch-storage.ts';
import { type Effect, EffectKind } from '../effect-log.ts';
import type { PickleRun, RunEnd } from '../pickle-run.ts';
import { Kind, kindOf, makeValue, type Value } from '../value.ts';
import type { Accusation, Charge } from './accusation.ts';
import { JudgedRun } from './judged-run.ts';
import { allowedArguments, RuleBook, USER_RULE } from './rule-book.ts';
import { ValueJudge } from './value-judge.ts';

export interface JudgeOptions {
  readonly policy: Policy;
  /** Storages beside the pickle; `null` where it has none, and no persistent id is known. */
  readonly storages: StorageDirectory | null;
  /** Names of modules that come with the file itself and are judged there (TorchScript). */
  readonly ownModules?: (module: string) => boolean;
}

/** Names that are not written in the stream are those of Python 3. */
const HIGHEST_PROTOCOL = 5;

/** Judges a run's effects in their order, as far as the run has come. */
export class Judge {
  readonly judged: JudgedRun;
  readonly accusations: Accusation[] = [];
  /** Where judging was given up; `null` where it was not. */
  limit: Extract<RunEnd, { kind: 'limit' }> | null = null;
  readonly #storages: StorageDirectory | null;
  readonly #rules: RuleBook;
  readonly #values: ValueJudge;
  readonly #run: PickleRun;
  #symbols = 0;
  #effects = 0;

  constructor(run: PickleRun, { policy, storages, ownModules }: JudgeOptions) {
    this.#run = run;
    this.#storages = storages;
    this.#rules = new RuleBook(policy, ownModules);
    this.judged = new JudgedRun(run);
    this.#values = new ValueJudge(this.judged, this.#rules);
  }

  /** Bytes that are read as a file of their own while loading. */
  get nestedFiles(): readonly Value[] {
    return this.#values.nestedFiles;
  }

  /** Judges what was not judged yet, until a limit is reached. */
  advance(): void {
    if (this.limit !== null) return;
    const { effects, symbols } = this.#run;
    for (; this.#symbols < symbols.entries.length; this.#symbols++) this.#judgeName(this.#symbols);
    try {
      for (; this.#effects < effects.count; this.#effects++) {
        this.#judgeEffect(effects.get(this.#effects));
      }
    } catch (error) {
      if (!(error instanceof CredenceError) || error.code !== 'LIMIT_EXCEEDED') throw error;
      const { offset } = effects.get(this.#effects);
      this.limit = { kind: 'limit', offset, what: error.message };
    }
  }

  #judgeName(number: number): void {
    const { key: symbol, offset } = this.#run.symbols.get(number);
    const standing = this.#rules.standing(symbol);
    if (standing === 'allowed') return;
    const charge = standing === 'user-class' ? 'user-class' : 'forbidden-name';
    this.accusations.push({
      charge,
      offset,
      symbol,
      effect: null,
      imported: number,
      why: null,
    });
  }

  #judgeEffect(effect: Effect): void {
    switch (effect.kind) {
      case EffectKind.Call:
      case EffectKind.Instantiate:
      case EffectKind.New:
        this.#judgeMaking(effect);
        break;
      case EffectKind.Build:
        this.#judgeState(effect);
        break;
      case EffectKind.Append:
      case EffectKind.SetItem:
      case EffectKind.Add:
        this.#judgeItems(effect);
        break;
      case EffectKind.Persistent:
        this.#judgePersistent(effect);
        break;
      case EffectKind.Extension:
        this.#make(effect, null);
        this.#accuse('extension', effect);
        break;
      case EffectKind.Buffer:
        if (effect.result !== 0) this.#make(effect, null);
        this.#accuse('buffer', effect);
        break;
    }
  }

  #judgeMaking(effect: Effect): void {
    const symbol = this.judged.symbol(effect.subject);
    const rule = symbol === null ? undefined : this.#rules.rule(symbol);
    if (symbol === null || rule === undefined) {
      this.#make(effect, null);
      this.#accuse('forbidden-call', effect);
      return;
    }
    const pattern = allowedArguments(effect, this.#run.heap.size(effect.argument), rule);
    if (pattern === undefined) {
      this.#make(effect, null);
      this.#accuse('forbidden-call', effect);
      return;
    }
    const wrong = this.#values.mismatchOfArguments(pattern, effect);
    this.#make(effect, wrong === null ? this.#classMade(rule, symbol, effect) : null);
    if (wrong !== null) this.#accuse('forbidden-arguments', effect, wrong);
    else if (rule.returns?.kind === 'named') this.#nameResult(rule.returns.module, effect);
  }

  #judgeState(effect: Effect): void {
    const rule = this.#ruleOfObject(effect.subject);
    if (rule?.state === undefined) {
      this.#accuse('forbidden-state', effect);
      return;
    }
    const { subject } = effect;
    const wrong =
      this.judged.state(subject) === null
        ? this.#values.mismatchOfState(rule.state, effect)
        : 'it is given a state a second time';
    if (wrong !== null) this.#accuse('forbidden-state', effect, wrong);
    if (rule.becomes !== undefined) this.judged.setClass(subject, rule.becomes);
    this.judged.setState(subject, effect);
  }

  #judgeItems(effect: Effect): void {
    const wanted = ITEMS_OF[effect.kind];
    const rule = this.#ruleOfObject(effect.subject);
    if (rule === USER_RULE || (wanted !== undefined && rule?.items === wanted)) return;
    this.#accuse('forbidden-items', effect);
  }

  #judgePersistent(effect: Effect): void {
    this.#make(effect, null);
    if (this.#storages === null) {
      this.#accuse('persistent-id', effect);
      return;
    }
    const alias = classReference(effect.argument, this.judged);
    if (alias !== null) {
      this.judged.setAlias(effect.result, alias);
      return;
    }
    const reference = storageReference(effect.argument, this.judged, effect.offset);
    const wrong = typeof reference === 'string' ? reference : this.#storages.refer(reference);
    if (wrong === null) this.#make(effect, STORAGE_CLASS);
    else this.#accuse('persistent-id', effect, wrong);
  }

  /** Of what class the result of an allowed call is. */
  #classMade(rule: SymbolRule, symbol: string, effect: Effect): string | null {
    const { returns } = rule;
    if (returns === undefined || effect.kind === EffectKind.New) return symbol;
    if (returns.kind === 'class') return returns.name;
    if (returns.kind === 'named') return null;
    const argument = this.judged.tuple(effect.argument)?.[returns.index];
    return argument === undefined ? null : this.judged.symbol(argument);
  }

  /** The result of a call is a class, which may be used as if it had been imported. */
  #nameResult(module: string, effect: Effect): void {
    const name = this.judged.text(this.judged.tuple(effect.argument)?.[0] ?? 0);
    if (name === null) return;
    const number = this.#run.symbols.add([module, name], HIGHEST_PROTOCOL, effect.offset);
    this.judged.setAlias(effect.result, makeValue(Kind.Symbol, number));
  }

  #ruleOfObject(value: Value): SymbolRule | undefined {
    const key = this.judged.className(value);
    return key === null ? undefined : this.#rules.rule(key);
  }

  #make(effect: Effect, className: string | null): void {
    this.judged.setClass(effect.result, className);
  }

  #accuse(charge: Charge, effect: Effect, why: string | null = null): void {
    const symbol = this.judged.symbol(effect.subject) ?? this.#makerSymbol(effect.subject);
    this.accusations.push({
      charge,
      offset: effect.offset,
      symbol,
      effect: this.#effects,
      imported: null,
      why,
    });
  }

  /** The symbol whose call made an object. */
  #makerSymbol(value: Value): string | null {
    if (kindOf(value) !== Kind.Object) return null;
    return this.judged.symbol(this.judged.maker(value).subject);
  }
}

const ITEMS_OF: Readonly<Partial<Record<number, 'list' | 'dict' | 'set'>>> = {
  [EffectKind.Append]: 'list',
  [EffectKind.SetItem]: 'dict',
  [EffectKind.Add]: 'set',
};
