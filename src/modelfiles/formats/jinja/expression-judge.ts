import { visibleText } from '../../../core/visible-text.ts';
import { judgeKey, judgeMember } from './access-rules.ts';
import { CallJudge } from './call-judge.ts';
import { compare } from './content-questions.ts';
import { foldNumbers } from './fold-numbers.ts';
import { countWords } from './natural-text.ts';
import type { BinaryOperator, Expression } from './syntax-tree.ts';
import type { ReportFact } from './template-fact.ts';
import { CONTENT_MEMBERS, FORBIDDEN_NAMES, FUNCTIONS, LONGEST_RANGE } from './template-rules.ts';
import type { TemplateScope } from './template-scope.ts';
import {
  either,
  INPUT,
  joined,
  mixed,
  numberValue,
  type TemplateValue,
  textValue,
  WORD,
} from './template-value.ts';
import { textsIn } from './texts-in.ts';

/** Judges expressions by what evaluating them could reach, and says what is known of their values. */
export class ExpressionJudge {
  readonly #scope: TemplateScope;
  readonly #report: ReportFact;
  readonly #calls: CallJudge;

  constructor(scope: TemplateScope, report: ReportFact) {
    this.#scope = scope;
    this.#report = report;
    this.#calls = new CallJudge({ scope, report, judge: (expression) => this.judge(expression) });
  }

  /**
   * A condition. Where it asks what a message says, and what it decides over brings in words of the
   * template's own, that is reported.
   *
   * @param words how many words each of the ways to go brings in
   */
  judgeCondition(condition: Expression, words: readonly number[]): void {
    const { asked } = this.judge(condition);
    if (!asked || words.every((count) => count < 2)) return;
    this.#report({
      decision: 'held',
      rule: 'content-branch',
      at: condition.at,
      summary: 'It adds words of its own where a message says something in particular',
    });
  }

  judge(expression: Expression): TemplateValue {
    switch (expression.type) {
      case 'text':
        return textValue(expression.value);
      case 'number':
        return numberValue(expression.value);
      case 'word':
        return WORD;
      case 'name':
        return this.#judgeName(expression);
      case 'list':
        return either(expression.items.map((item) => this.judge(item)));
      case 'dictionary':
        return mixed(
          expression.entries.flatMap(({ key, value }) => [this.judge(key), this.judge(value)]),
        );
      case 'attribute':
        judgeMember(expression.name, expression.at, this.#report);
        return this.#memberOf(expression.object, expression.name);
      case 'item':
        return this.#judgeItem(expression);
      case 'slice':
        return mixed(expression.parts.map((part) => this.judge(part)));
      case 'call':
        return this.#calls.judgeCall(expression);
      case 'filter':
        return this.#calls.judgeFilter(expression);
      case 'test':
        return this.#calls.judgeTest(expression);
      case 'unary':
        return this.#judgeUnary(expression);
      case 'binary':
        return this.#judgeBinary(expression);
      case 'comparison':
        return this.#judgeComparison(expression);
      case 'choice':
        return this.#judgeChoice(expression);
    }
  }

  #judgeName({ name, at }: Extract<Expression, { type: 'name' }>): TemplateValue {
    const isFunction = FUNCTIONS.has(name);
    const forbidden = FORBIDDEN_NAMES.has(name) || name.startsWith('__');
    if (!forbidden && this.#scope.isMacro(name)) return { ...INPUT, macro: true, lazy: true };
    if (!forbidden && (!isFunction || this.#scope.has(name))) return this.#scope.get(name);
    this.#report({
      decision: 'fail',
      rule: 'forbidden-name',
      at,
      summary: forbidden
        ? `It uses ${visibleText(name)}, which leads to the insides of the program that renders it`
        : `It uses the function ${visibleText(name)} as a value, which leads to its insides`,
    });
    return INPUT;
  }

  #memberOf(object: Expression, name: string): TemplateValue {
    if (object.type === 'name' && this.#scope.has(`${object.name}.${name}`)) {
      return this.#scope.get(`${object.name}.${name}`);
    }
    const value = this.judge(object);
    const isContent = CONTENT_MEMBERS.has(name) && (value.conversation || value.content);
    return {
      ...value,
      ...{ texts: null, number: null, content: isContent },
      conversation: value.conversation && !isContent,
    };
  }

  #judgeItem({ object, key, at }: Extract<Expression, { type: 'item' }>): TemplateValue {
    const keyValue = this.judge(key);
    if (key.type !== 'slice') judgeKey(keyValue, at, this.#report);
    const [name] = keyValue.texts ?? [];
    if (name !== undefined && keyValue.texts?.length === 1) return this.#memberOf(object, name);
    const value = this.judge(object);
    return { ...value, number: null };
  }

  #judgeUnary(expression: Extract<Expression, { type: 'unary' }>): TemplateValue {
    const value = this.judge(expression.operand);
    if (expression.operator === 'not') return { ...value, texts: [], number: null };
    const sign = expression.operator === '-' ? -1 : 1;
    return { ...value, number: value.number === null ? null : sign * value.number };
  }

  #judgeBinary(expression: Extract<Expression, { type: 'binary' }>): TemplateValue {
    const left = this.judge(expression.left);
    const right = this.judge(expression.right);
    const { operator, at } = expression;
    if (operator === 'or' || operator === 'and') return either([left, right]);
    this.#judgeSize(operator, [left, right], at);
    const number = foldNumbers(operator, left.number, right.number);
    if (number !== null) return numberValue(number);
    const value = operator === '+' || operator === '~' ? joined(left, right) : mixed([left, right]);
    return operator === '~' ? { ...value, built: value.built || value.lazy } : value;
  }

  #judgeSize(operator: BinaryOperator, sides: readonly TemplateValue[], at: number): void {
    const repeats = operator === '*' && sides.some(({ number }) => (number ?? 0) > LONGEST_RANGE);
    if (operator !== '**' && !repeats) return;
    this.#report({
      decision: 'fail',
      rule: 'unbounded',
      at,
      summary: 'It makes values so large that rendering it can take all memory',
    });
  }

  #judgeComparison(expression: Extract<Expression, { type: 'comparison' }>): TemplateValue {
    let left = this.judge(expression.left);
    const answers: TemplateValue[] = [];
    for (const { right } of expression.rest) {
      const value = this.judge(right);
      answers.push(compare({ left, right: value, at: expression.at }, this.#report));
      left = value;
    }
    return { ...mixed(answers), texts: [] };
  }

  #judgeChoice(expression: Extract<Expression, { type: 'choice' }>): TemplateValue {
    const { condition, then, otherwise } = expression;
    const ways = otherwise === null ? [then] : [then, otherwise];
    this.judgeCondition(
      condition,
      ways.map((way) => textsIn(way).reduce((sum, text) => sum + countWords(text), 0)),
    );
    const value = this.judge(then);
    return otherwise === null ? value : either([value, this.judge(otherwise)]);
  }
}
