import { ExpressionLimits } from './expression-limits.ts';
import { OperandParser } from './operand-parser.ts';
import type { BinaryOperator, Expression } from './syntax-tree.ts';
import type { TokenStream } from './token-stream.ts';

/** Binary operators from the loosest to the tightest, but for comparisons and `not`. */
const LEVELS: readonly (readonly string[])[] = [['+', '-'], ['~'], ['*', '/', '//', '%'], ['**']];

const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

/**
 * Expressions as Jinja 3.1's own parser reads them: `x if y else z`, `or`, `and`, `not`, comparisons,
 * arithmetic, filters and tests, in its order of precedence.
 */
export class ExpressionParser {
  readonly #tokens: TokenStream;
  readonly #limits: ExpressionLimits;
  readonly #operands: OperandParser;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
    this.#limits = new ExpressionLimits(tokens);
    this.#operands = new OperandParser({
      tokens,
      limits: this.#limits,
      expressions: {
        parse: () => this.parse(),
        parseTuple: (isEnd) => this.parseTuple(isEnd),
      },
    });
  }

  /** Has the next expression begin a tag. */
  begin(): void {
    this.#limits.begin();
  }

  /** One expression. @throws CredenceError `DATA_MALFORMED`, `LIMIT_EXCEEDED` */
  parse(): Expression {
    this.#limits.enter();
    let then = this.parseOr();
    while (this.#tokens.takes('name', 'if')) {
      this.#limits.link();
      const condition = this.parseOr();
      const otherwise = this.#tokens.takes('name', 'else') ? this.parse() : null;
      then = { type: 'choice', condition, then, otherwise, at: then.at };
    }
    this.#limits.leave();
    return then;
  }

  /** Several expressions with commas between them are a tuple. */
  parseTuple(isEnd: () => boolean = () => this.#endsTag()): Expression {
    return this.#parseTuple(() => this.parse(), isEnd);
  }

  /** The same without `x if y else z`, which would eat the `if` of a loop. */
  parsePlainTuple(): Expression {
    const isEnd = (): boolean => this.#endsTag() || this.#tokens.is('name', 'recursive');
    return this.#parseTuple(() => this.parseOr(), isEnd);
  }

  /** Names, tuples of names, and `namespace.attribute`. */
  parseTarget(isEnd: () => boolean): Expression {
    return this.#parseTuple(() => this.#parseTargetItem(), isEnd);
  }

  parseOr(): Expression {
    return this.#parseBinary(['or'], () => this.#parseBinary(['and'], () => this.#parseNot()));
  }

  /** Filters on nothing: `{% filter upper %}`, `{% set x | trim %}`; `null` where there is none. */
  parseFilters(startsInline: boolean): Expression | null {
    let filter: Expression | null = startsInline ? this.#operands.filter(null) : null;
    while (this.#tokens.takes('operator', '|')) filter = this.#operands.filter(filter);
    return filter;
  }

  #endsTag(): boolean {
    const { kind } = this.#tokens.current;
    return kind === 'output-end' || kind === 'statement-end' || this.#tokens.is('operator', ')');
  }

  #parseTuple(parseItem: () => Expression, isEnd: () => boolean): Expression {
    const { at } = this.#tokens.current;
    const items: Expression[] = [parseItem()];
    let isTuple = false;
    while (this.#tokens.takes('operator', ',')) {
      isTuple = true;
      if (isEnd()) break;
      items.push(parseItem());
    }
    const [only] = items;
    return isTuple || only === undefined ? { type: 'list', items, at } : only;
  }

  #parseTargetItem(): Expression {
    const item = this.#operands.primary();
    if (item.type !== 'name' || !this.#tokens.takes('operator', '.')) return item;
    const { value } = this.#tokens.expect('name');
    return { type: 'attribute', object: item, name: value, at: item.at };
  }

  #parseBinary(operators: readonly string[], parseSide: () => Expression): Expression {
    let left = parseSide();
    for (;;) {
      const { kind, value, at } = this.#tokens.current;
      const fits = (kind === 'operator' || kind === 'name') && operators.includes(value);
      if (!fits) return left;
      this.#limits.link();
      this.#tokens.take();
      left = { type: 'binary', operator: value as BinaryOperator, left, right: parseSide(), at };
    }
  }

  #parseNot(): Expression {
    const { at } = this.#tokens.current;
    let negations = 0;
    while (this.#tokens.takes('name', 'not')) negations++;
    const operand = this.#parseComparison();
    return negations === 0 ? operand : { type: 'unary', operator: 'not', operand, at };
  }

  #parseComparison(): Expression {
    const left = this.#parseArithmetic(0);
    const rest: { operator: string; right: Expression }[] = [];
    for (;;) {
      const operator = this.#takeComparison();
      if (operator === null) break;
      rest.push({ operator, right: this.#parseArithmetic(0) });
    }
    return rest.length === 0 ? left : { type: 'comparison', left, rest, at: left.at };
  }

  #takeComparison(): string | null {
    const { kind, value } = this.#tokens.current;
    if (kind === 'operator' && COMPARISONS.includes(value)) return this.#tokens.take().value;
    if (this.#tokens.takes('name', 'in')) return 'in';
    if (!this.#tokens.is('name', 'not') || !this.#tokens.is('name', 'in', 1)) return null;
    this.#tokens.take();
    this.#tokens.take();
    return 'not in';
  }

  #parseArithmetic(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#parseUnary(true);
    return this.#parseBinary(operators, () => this.#parseArithmetic(level + 1));
  }

  #parseUnary(withFilters: boolean): Expression {
    const { at } = this.#tokens.current;
    const signs: ('-' | '+')[] = [];
    for (;;) {
      if (signs.length > 0) this.#limits.link();
      if (this.#tokens.takes('operator', '-')) signs.push('-');
      else if (this.#tokens.takes('operator', '+')) signs.push('+');
      else break;
    }
    let value = this.#operands.parse();
    for (const operator of signs) value = { type: 'unary', operator, operand: value, at };
    return withFilters ? this.#parseFiltersAndTests(value) : value;
  }

  #parseFiltersAndTests(input: Expression): Expression {
    let value = input;
    for (;;) {
      if (value !== input) this.#limits.link();
      if (this.#tokens.takes('operator', '|')) value = this.#operands.filter(value);
      else if (this.#tokens.takes('name', 'is')) value = this.#operands.test(value);
      else if (this.#tokens.is('operator', '(')) value = this.#operands.call(value);
      else return value;
    }
  }
}
