import { visibleText } from '../../../core/visible-text.ts';
import type { CheckName } from '../../policy/check-name.ts';
import type { ArgumentsPattern, ValuePattern } from '../../policy/value-pattern.ts';
import { VALUE_CHECKS } from '../checks/check.ts';
import { contentOfBytes } from '../checks/written-bytes.ts';
import type { Effect } from '../effect-log.ts';
import type { Value } from '../value.ts';
import type { JudgedRun } from './judged-run.ts';
import { type MatchContext, mismatch } from './match-pattern.ts';
import type { RuleBook } from './rule-book.ts';

/** Holds the arguments and states of effects against what a rule allows. */
export class ValueJudge {
  /** Bytes that are read as a file of their own while loading. */
  readonly nestedFiles: Value[] = [];
  readonly #judged: JudgedRun;
  readonly #rules: RuleBook;
  readonly #isNewClass = (key: string): boolean => this.#rules.isNewClass(key);

  constructor(judged: JudgedRun, rules: RuleBook) {
    this.#judged = judged;
    this.#rules = rules;
  }

  /** What is wrong with the arguments of a call, or `null`. */
  mismatchOfArguments(pattern: ArgumentsPattern, effect: Effect): string | null {
    const given = this.#judged.tuple(effect.argument);
    if (given === null) return 'they are no tuple';
    const { required, optional, rest } = pattern;
    const most = rest === null ? required.length + optional.length : Number.POSITIVE_INFINITY;
    if (given.length < required.length) return 'there are too few of them';
    if (given.length > most) return 'there are too many of them';
    const context = this.#context(effect, given);
    for (let index = 0; index < given.length; index++) {
      const value = given[index] as Value;
      const wanted = required[index] ?? optional[index - required.length] ?? rest;
      const wrong = wanted === null ? null : mismatch(wanted, value, context);
      if (wrong !== null) return wrong;
    }
    return this.#mismatchOfKeywords(pattern, effect, context);
  }

  /** What is wrong with the state that an effect gives its subject, or `null`. */
  mismatchOfState(pattern: ValuePattern, effect: Effect): string | null {
    return mismatch(pattern, effect.argument, this.#context(effect, [effect.subject]));
  }

  #mismatchOfKeywords(
    { keywords }: ArgumentsPattern,
    effect: Effect,
    context: MatchContext,
  ): string | null {
    if (effect.keywords === 0) return null;
    const given = this.#judged.record(effect.keywords, effect.moment);
    if (given === null) return 'keywords are not written down one by one';
    for (const [name, value] of given) {
      const wanted = keywords.get(name);
      if (wanted === undefined) return `${visibleText(name)} is no keyword that is allowed`;
      const wrong = mismatch(wanted, value, context);
      if (wrong !== null) return `${visibleText(name)}: ${wrong}`;
    }
    return null;
  }

  #context(effect: Effect, siblings: readonly Value[]): MatchContext {
    return {
      judged: this.#judged,
      moment: effect.moment,
      siblings,
      effect,
      check: this.#check,
      isNewClass: this.#isNewClass,
    };
  }

  readonly #check = (name: CheckName, value: Value, context: MatchContext): string | null => {
    if (name === 'nested-file') return this.#checkNestedFile(value);
    if (name === 'torch.rebuild-arguments') return this.#checkInnerCall(value, context);
    if (name === 'dill.array-state') return this.#checkInnerState(value, context);
    return VALUE_CHECKS[name](value, context);
  };

  #checkNestedFile(value: Value): string | null {
    const bytes = contentOfBytes(value, this.#judged);
    if (bytes === null) return 'a file within is not written as bytes';
    this.nestedFiles.push(bytes);
    return null;
  }

  /**
   * `torch._tensor._rebuild_from_type_v2(function, type, arguments, state)`, at `arguments`: a call
   * by way of another one.
   */
  #checkInnerCall(value: Value, { siblings, effect }: MatchContext): string | null {
    const callee = this.#judged.symbol(siblings[0] ?? 0);
    const rule = callee === null ? undefined : this.#rules.rule(callee);
    if (rule?.call === undefined) return 'its function may not be called';
    return this.mismatchOfArguments(rule.call, { ...effect, argument: value, keywords: 0 });
  }

  /** `dill._dill._create_array(function, arguments, state, attributes)`, at `state`. */
  #checkInnerState(value: Value, context: MatchContext): string | null {
    const { siblings } = context;
    const wrong = this.#checkInnerCall(siblings[1] ?? 0, context);
    if (wrong !== null) return wrong;
    const [type] = this.#judged.tuple(siblings[1] ?? 0) ?? [];
    const key = this.#judged.symbol(type ?? 0);
    const rule = key === null ? undefined : this.#rules.rule(key);
    if (rule?.state === undefined) return 'its class may not be given a state';
    return mismatch(rule.state, value, context);
  }
}
