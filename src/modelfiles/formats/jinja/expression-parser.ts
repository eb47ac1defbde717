import { CredenceError } from '../../../core/error.ts';
import type { Argument, BinaryOperator, DictionaryEntry, Expression } from './syntax-tree.ts';
import { malformed } from './template-error.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token } from './tokens.ts';

/** Deeper than any template, and within the call stack. */
const DEEPEST = 100;

/** Operators, filters, calls and members in one tag: each makes its tree deeper by one. */
const MOST_LINKS = 500;

/** Binary operators from the loosest to the tightest, but for comparisons and `not`. */
const LEVELS: readonly (readonly string[])[] = [['+', '-'], ['~'], ['*', '/', '//', '%'], ['**']];

const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...[true, false].flatMap((value): [string, boolean][] => [
    [String(value), value],
    [value ? 'True' : 'False', value],
  ]),
  ['none', null],
  ['None', null],
]);

/**
 * Expressions as Jinja 3.1's own parser reads them: `x if y else z`, `or`, `and`, `not`, comparisons,
 * arithmetic, filters and tests, in its order of precedence.
 */
export class ExpressionParser {
  readonly #tokens: TokenStream;
  #depth = 0;
  #links = 0;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
  }

  /** Has the next expression begin a tag. */
  begin(): void {
    this.#links = 0;
  }

  /** One expression. @throws CredenceError `DATA_MALFORMED`, `LIMIT_EXCEEDED` */
  parse(): Expression {
    if (this.#depth >= DEEPEST) throw this.#tooDeep();
    this.#depth++;
    let then = this.parseOr();
    while (this.#tokens.takes('name', 'if')) {
      this.#link();
      const condition = this.parseOr();
      const otherwise = this.#tokens.takes('name', 'else') ? this.parse() : null;
      then = { type: 'choice', condition, then, otherwise, at: then.at };
    }
    this.#depth--;
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
    let filter: Expression | null = startsInline ? this.#parseFilter(null) : null;
    while (this.#tokens.takes('operator', '|')) filter = this.#parseFilter(filter);
    return filter;
  }

  #link(): void {
    this.#links++;
    if (this.#links > MOST_LINKS) throw this.#tooDeep();
  }

  #tooDeep(): CredenceError {
    return new CredenceError(
      'LIMIT_EXCEEDED',
      'An expression of it is too long or nests too deep',
      {
        at: { byte: this.#tokens.current.at },
      },
    );
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
    const item = this.#parsePrimary();
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
      this.#link();
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
      if (signs.length > 0) this.#link();
      if (this.#tokens.takes('operator', '-')) signs.push('-');
      else if (this.#tokens.takes('operator', '+')) signs.push('+');
      else break;
    }
    let value = this.#parsePostfix(this.#parsePrimary());
    for (const operator of signs) value = { type: 'unary', operator, operand: value, at };
    return withFilters ? this.#parseFiltersAndTests(value) : value;
  }

  #parseFiltersAndTests(input: Expression): Expression {
    let value = input;
    for (;;) {
      if (value !== input) this.#link();
      if (this.#tokens.takes('operator', '|')) value = this.#parseFilter(value);
      else if (this.#tokens.takes('name', 'is')) value = this.#parseTest(value);
      else if (this.#tokens.is('operator', '(')) value = this.#parseCall(value);
      else return value;
    }
  }

  #parseFilter(input: Expression | null): Expression {
    const { at } = this.#tokens.current;
    const name = this.#parseDottedName();
    const args = this.#tokens.is('operator', '(') ? this.#parseArguments() : [];
    return { type: 'filter', input, name, args, at };
  }

  #parseTest(input: Expression): Expression {
    const { at } = this.#tokens.current;
    const negated = this.#tokens.takes('name', 'not');
    const name = this.#parseDottedName();
    let args: readonly Argument[] = [];
    if (this.#tokens.is('operator', '(')) args = this.#parseArguments();
    else if (this.#startsTestArgument()) {
      const value = this.#parsePostfix(this.#parsePrimary());
      args = [{ name: null, unpacked: '', value }];
    }
    const test: Expression = { type: 'test', input, name, args, at };
    return negated ? { type: 'unary', operator: 'not', operand: test, at } : test;
  }

  #startsTestArgument(): boolean {
    const { kind, value } = this.#tokens.current;
    if (kind === 'name') return !['else', 'or', 'and', 'is', 'if', 'in', 'not'].includes(value);
    return kind === 'text' || kind === 'number' || (kind === 'operator' && '[{'.includes(value));
  }

  #parseDottedName(): string {
    let { value } = this.#tokens.expect('name');
    while (this.#tokens.takes('operator', '.')) value += `.${this.#tokens.expect('name').value}`;
    return value;
  }

  #parsePostfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (value !== start) this.#link();
      const { at } = this.#tokens.current;
      if (this.#tokens.takes('operator', '.')) value = this.#parseAttribute(value, at);
      else if (this.#tokens.takes('operator', '[')) value = this.#parseItem(value, at);
      else if (this.#tokens.is('operator', '(')) value = this.#parseCall(value);
      else return value;
    }
  }

  #parseAttribute(object: Expression, at: number): Expression {
    const token = this.#tokens.take();
    if (token.kind === 'name') return { type: 'attribute', object, name: token.value, at };
    if (token.kind !== 'number') throw malformed(token.at, 'a name is missing behind a dot');
    const key: Expression = { type: 'number', value: Number(token.value), at: token.at };
    return { type: 'item', object, key, at };
  }

  #parseItem(object: Expression, at: number): Expression {
    const keys = this.#parseUntil(']', () => this.#parseSubscript());
    const [only] = keys;
    const key: Expression =
      keys.length === 1 && only !== undefined ? only : { type: 'list', items: keys, at };
    return { type: 'item', object, key, at };
  }

  #parseSubscript(): Expression {
    const { at } = this.#tokens.current;
    const isEnd = (): boolean => [':', ']', ','].some((sign) => this.#tokens.is('operator', sign));
    const parts: Expression[] = [];
    if (!this.#tokens.is('operator', ':')) {
      const first = this.parse();
      if (!this.#tokens.is('operator', ':')) return first;
      parts.push(first);
    }
    for (let colons = 0; colons < 2 && this.#tokens.takes('operator', ':'); colons++) {
      if (!isEnd()) parts.push(this.parse());
    }
    return { type: 'slice', parts, at };
  }

  #parseCall(callee: Expression): Expression {
    const { at } = this.#tokens.current;
    return { type: 'call', callee, args: this.#parseArguments(), at };
  }

  #parseArguments(): readonly Argument[] {
    this.#tokens.expect('operator', '(');
    return this.#parseUntil(')', () => this.#parseArgument());
  }

  #parseArgument(): Argument {
    if (this.#tokens.takes('operator', '*')) return this.#unpackedArgument('*');
    if (this.#tokens.takes('operator', '**')) return this.#unpackedArgument('**');
    if (this.#tokens.current.kind === 'name' && this.#tokens.is('operator', '=', 1)) {
      const name = this.#tokens.take().value;
      this.#tokens.take();
      return { name, unpacked: '', value: this.parse() };
    }
    return { name: null, unpacked: '', value: this.parse() };
  }

  #unpackedArgument(unpacked: '*' | '**'): Argument {
    return { name: null, unpacked, value: this.parse() };
  }

  /** Items with commas between them, one comma behind the last allowed, up to a closing bracket. */
  #parseUntil<T>(closing: string, parseItem: () => T): readonly T[] {
    const items: T[] = [];
    while (!this.#tokens.takes('operator', closing)) {
      if (items.length > 0) {
        this.#tokens.expect('operator', ',');
        if (this.#tokens.takes('operator', closing)) break;
      }
      items.push(parseItem());
    }
    return items;
  }

  #parsePrimary(): Expression {
    const token = this.#tokens.take();
    const { at, value } = token;
    switch (token.kind) {
      case 'name': {
        const word = WORDS.get(value);
        return word === undefined
          ? { type: 'name', name: value, at }
          : { type: 'word', value: word, at };
      }
      case 'text':
        return this.#parseTexts(token);
      case 'number':
        return { type: 'number', value: Number(value), at };
      case 'operator':
        return this.#parseBracket(token);
      default:
        throw malformed(at, 'an expression is missing');
    }
  }

  /** Texts side by side are one. */
  #parseTexts({ value, at }: Token): Expression {
    const parts = [value];
    while (this.#tokens.current.kind === 'text') parts.push(this.#tokens.take().value);
    return { type: 'text', value: parts.join(''), at };
  }

  #parseBracket({ value, at }: Token): Expression {
    if (value === '[')
      return { type: 'list', items: this.#parseUntil(']', () => this.parse()), at };
    if (value === '{') {
      return { type: 'dictionary', entries: this.#parseUntil('}', () => this.#parseEntry()), at };
    }
    if (value !== '(') throw malformed(at, 'an expression is missing');
    if (this.#tokens.takes('operator', ')')) return { type: 'list', items: [], at };
    const inner = this.parseTuple(() => this.#tokens.is('operator', ')'));
    this.#tokens.expect('operator', ')');
    return inner;
  }

  #parseEntry(): DictionaryEntry {
    const key = this.parse();
    this.#tokens.expect('operator', ':');
    return { key, value: this.parse() };
  }
}
