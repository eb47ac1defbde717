import { visibleText } from '../../../core/visible-text.ts';
import { judgeMember } from './access-rules.ts';
import { compare, reportWords } from './content-questions.ts';
import type { Argument, Expression } from './syntax-tree.ts';
import type { ReportFact } from './template-fact.ts';
import {
  ASKING_METHODS,
  CONTENT_MEMBERS,
  CUTTING_METHODS,
  FILTERS,
  FUNCTIONS,
  KIND_TESTS,
  LAZY_FILTERS,
  LONGEST_RANGE,
  MEMBER_FILTERS,
  METHODS,
  TESTS,
  WRITING_FILTERS,
} from './template-rules.ts';
import type { TemplateScope } from './template-scope.ts';
import { INPUT, mixed, type TemplateValue, WORD } from './template-value.ts';

type CallExpression = Extract<Expression, { type: 'call' }>;
type FilterExpression = Extract<Expression, { type: 'filter' }>;
type TestExpression = Extract<Expression, { type: 'test' }>;

/** What judging calls needs of judging expressions. */
export interface CallContext {
  readonly scope: TemplateScope;
  readonly report: ReportFact;
  readonly judge: (expression: Expression) => TemplateValue;
}

/** Judges calls, filters and tests: each by a list of those that compute and nothing else. */
export class CallJudge {
  readonly #context: CallContext;

  constructor(context: CallContext) {
    this.#context = context;
  }

  judgeCall(expression: CallExpression): TemplateValue {
    const { callee } = expression;
    if (callee.type === 'attribute') return this.#judgeMethod(expression, callee);
    const args = this.#judgeArguments(expression.args);
    if (callee.type !== 'name') {
      const { macro } = this.#context.judge(callee);
      const what = 'It calls the result of an expression';
      if (!macro) this.#refuse('unknown-call', expression.at, what);
      return mixed(args);
    }
    const { name } = callee;
    const { scope } = this.#context;
    const isKnown = FUNCTIONS.has(name) || name === 'loop' || scope.isMacro(name);
    if (!isKnown && !scope.get(name).macro) {
      const what = `It calls ${visibleText(name)}, which chat templates are not given`;
      this.#refuse('unknown-call', expression.at, what);
    }
    if (name === 'range') this.#judgeRange(args, expression.at);
    scope.passToMacro(
      name,
      expression.args.map((argument, place) => ({
        name: argument.name,
        value: args[place] ?? INPUT,
      })),
    );
    return { ...mixed(args), clock: name === 'strftime_now' };
  }

  judgeFilter(expression: FilterExpression): TemplateValue {
    const { name, at } = expression;
    const input = expression.input === null ? INPUT : this.#context.judge(expression.input);
    const args = this.#judgeArguments(expression.args);
    if (name === 'attr') this.#judgeNamed(expression.args[0], at);
    else if (!FILTERS.has(name)) {
      this.#hold('unknown-filter', at, `It uses the filter ${visibleText(name)}`);
    }
    if (name === 'random') this.#hold('random', at, 'It chooses at random');
    const member = MEMBER_FILTERS.has(name) ? this.#judgeMemberFilter(expression, input) : INPUT;
    if (name === 'select' || name === 'reject') this.#judgeListed(expression.args[0], TESTS, at);
    if (name === 'replace' && input.content) this.#reportCut(args, at);
    const writes = WRITING_FILTERS.has(name);
    return {
      ...mixed([input, ...args]),
      built: input.built || args.some(({ built }) => built) || (writes && input.lazy),
      lazy: LAZY_FILTERS.has(name),
      content: input.content || member.content || (writes && input.conversation),
      conversation: input.conversation && !member.content && !writes,
    };
  }

  judgeTest(expression: TestExpression): TemplateValue {
    const { name, at } = expression;
    const { input } = expression;
    const asksDefined = name === 'defined' || name === 'undefined';
    const isKnown = input.type === 'name' && FUNCTIONS.has(input.name);
    const value = asksDefined && isKnown ? INPUT : this.#context.judge(input);
    const args = this.#judgeArguments(expression.args);
    if (!TESTS.has(name)) this.#hold('unknown-test', at, `It uses the test ${visibleText(name)}`);
    if (KIND_TESTS.has(name)) return WORD;
    const [other = INPUT] = args;
    return compare({ left: value, right: other, at }, this.#context.report);
  }

  #judgeMethod(
    expression: CallExpression,
    { object, name, at }: Extract<Expression, { type: 'attribute' }>,
  ): TemplateValue {
    judgeMember(name, at, this.#context.report);
    const value = this.#context.judge(object);
    const args = this.#judgeArguments(expression.args);
    if (!METHODS.has(name)) {
      const what = `It calls the method ${visibleText(name)}, which is none of those that only compute`;
      this.#refuse('unknown-call', at, what);
    }
    const [other = INPUT] = args;
    if (ASKING_METHODS.has(name)) {
      return compare({ left: value, right: other, at }, this.#context.report);
    }
    const cuts = CUTTING_METHODS.has(name);
    if (cuts && value.content) this.#reportCut(args, at);
    const opens = name === 'items' || name === 'values';
    return {
      ...mixed([value, ...args]),
      content:
        value.content || args.some(({ content }) => content) || (opens && value.conversation),
      cut: value.cut || (cuts && value.content),
    };
  }

  #judgeArguments(args: readonly Argument[]): readonly TemplateValue[] {
    return args.map(({ value }) => this.#context.judge(value));
  }

  #judgeRange(args: readonly TemplateValue[], at: number): void {
    const known = args.flatMap(({ number }) => (number === null ? [] : [Math.abs(number)]));
    if (known.every((number) => number <= LONGEST_RANGE)) return;
    this.#refuse('unbounded', at, 'It counts so far that rendering it can take forever');
  }

  /** The name of a member must stand in the template as it is. */
  #judgeNamed(argument: Argument | undefined, at: number): void {
    const texts = argument === undefined ? null : this.#context.judge(argument.value).texts;
    if (texts !== null && texts.length > 0) {
      for (const text of texts) judgeMember(text, at, this.#context.report);
      return;
    }
    const what = 'It looks up an attribute by a name that is put together while it is rendered';
    this.#refuse('computed-attribute', at, what);
  }

  /** What the filter looks up of its input's items. */
  #judgeMemberFilter({ name, args, at }: FilterExpression, input: TemplateValue): TemplateValue {
    const byPlace = args.filter((argument) => argument.name === null);
    const byName = args.find((argument) => argument.name === 'attribute');
    const takesName = name === 'groupby' || name === 'selectattr' || name === 'rejectattr';
    const named = takesName ? byPlace[0] : byName;
    if (named !== undefined) this.#judgeNamedOrNumber(named, at);
    if (args.some(({ unpacked }) => unpacked !== '')) this.#judgeNamed(undefined, at);
    if (name === 'map') this.#judgeMap(byPlace, at);
    const texts = named === undefined ? [] : (this.#context.judge(named.value).texts ?? []);
    const isContent = input.conversation && texts.some((text) => CONTENT_MEMBERS.has(text));
    const value = { ...INPUT, content: isContent };
    if (name !== 'selectattr' && name !== 'rejectattr') return value;
    const [, test, other] = byPlace;
    if (test !== undefined) this.#judgeListed(test, TESTS, at);
    if (other !== undefined) {
      compare({ left: value, right: this.#context.judge(other.value), at }, this.#context.report);
    }
    return INPUT;
  }

  /** `map('trim')` applies a filter by its name, `map('attr', 'x')` looks up a member. */
  #judgeMap(byPlace: readonly Argument[], at: number): void {
    const [filter, member] = byPlace;
    if (filter === undefined) return;
    if (this.#context.judge(filter.value).texts?.includes('attr') === true)
      this.#judgeNamed(member, at);
    else this.#judgeListed(filter, FILTERS, at);
  }

  #judgeNamedOrNumber(argument: Argument | undefined, at: number): void {
    const isNumber = argument !== undefined && this.#context.judge(argument.value).number !== null;
    if (!isNumber) this.#judgeNamed(argument, at);
  }

  #judgeListed(argument: Argument | undefined, list: ReadonlySet<string>, at: number): void {
    if (argument === undefined) return;
    const { texts } = this.#context.judge(argument.value);
    if (texts !== null && texts.length > 0 && texts.every((text) => list.has(text))) return;
    this.#refuse('unknown-call', at, 'It applies a filter or test that is not known by its name');
  }

  #reportCut(args: readonly TemplateValue[], at: number): void {
    for (const text of args[0]?.texts ?? []) reportWords(text, at, this.#context.report);
  }

  #refuse(rule: string, at: number, summary: string): void {
    this.#context.report({ decision: 'fail', rule, at, summary });
  }

  #hold(rule: string, at: number, summary: string): void {
    this.#context.report({ decision: 'held', rule, at, summary });
  }
}
