import type { ExpressionLimits } from './expression-limits.ts';
import type { Argument, DictionaryEntry, Expression } from './syntax-tree.ts';
import { malformed } from './template-error.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token } from './tokens.ts';

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...[true, false].flatMap((value): [string, boolean][] => [
    [String(value), value],
    [value ? 'True' : 'False', value],
  ]),
  ['none', null],
  ['None', null],
]);

/** Who reads the expressions within brackets. */
interface Expressions {
  readonly parse: () => Expression;
  readonly parseTuple: (isEnd: () => boolean) => Expression;
}

interface Parts {
  readonly tokens: TokenStream;
  readonly limits: ExpressionLimits;
  readonly expressions: Expressions;
}

/**
 * What operators stand between, as Jinja 3.1 reads it: names, constants and brackets, their members,
 * items and calls, filters and tests.
 */
export class OperandParser {
  readonly #tokens: TokenStream;
  readonly #limits: ExpressionLimits;
  readonly #expressions: Expressions;

  constructor({ tokens, limits, expressions }: Parts) {
    this.#tokens = tokens;
    this.#limits = limits;
    this.#expressions = expressions;
  }

  /** A whole operand, without the filters and tests behind it. */
  parse(): Expression {
    return this.#parsePostfix(this.primary());
  }

  #parsePostfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (value !== start) this.#limits.link();
      const { at } = this.#tokens.current;
      if (this.#tokens.takes('operator', '.')) value = this.#parseAttribute(value, at);
      else if (this.#tokens.takes('operator', '[')) value = this.#parseItem(value, at);
      else if (this.#tokens.is('operator', '(')) value = this.call(value);
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
      const first = this.#expressions.parse();
      if (!this.#tokens.is('operator', ':')) return first;
      parts.push(first);
    }
    for (let colons = 0; colons < 2 && this.#tokens.takes('operator', ':'); colons++) {
      if (!isEnd()) parts.push(this.#expressions.parse());
    }
    return { type: 'slice', parts, at };
  }

  /** A call of what was read. */
  call(callee: Expression): Expression {
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
      return { name, unpacked: '', value: this.#expressions.parse() };
    }
    return { name: null, unpacked: '', value: this.#expressions.parse() };
  }

  #unpackedArgument(unpacked: '*' | '**'): Argument {
    return { name: null, unpacked, value: this.#expressions.parse() };
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

  /** A filter behind `|`, on what was read; on nothing where that is `null`. */
  filter(input: Expression | null): Expression {
    const { at } = this.#tokens.current;
    const name = this.#parseDottedName();
    const args = this.#tokens.is('operator', '(') ? this.#parseArguments() : [];
    return { type: 'filter', input, name, args, at };
  }

  /** A test behind `is`. */
  test(input: Expression): Expression {
    const { at } = this.#tokens.current;
    const negated = this.#tokens.takes('name', 'not');
    const name = this.#parseDottedName();
    let args: readonly Argument[] = [];
    if (this.#tokens.is('operator', '(')) args = this.#parseArguments();
    else if (this.#startsTestArgument()) {
      const value = this.parse();
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

  /** A name, a constant, or what stands in brackets. */
  primary(): Expression {
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
      return { type: 'list', items: this.#parseUntil(']', () => this.#expressions.parse()), at };
    if (value === '{') {
      return { type: 'dictionary', entries: this.#parseUntil('}', () => this.#parseEntry()), at };
    }
    if (value !== '(') throw malformed(at, 'an expression is missing');
    if (this.#tokens.takes('operator', ')')) return { type: 'list', items: [], at };
    const inner = this.#expressions.parseTuple(() => this.#tokens.is('operator', ')'));
    this.#tokens.expect('operator', ')');
    return inner;
  }

  #parseEntry(): DictionaryEntry {
    const key = this.#expressions.parse();
    this.#tokens.expect('operator', ':');
    return { key, value: this.#expressions.parse() };
  }

  #parseDottedName(): string {
    let { value } = this.#tokens.expect('name');
    while (this.#tokens.takes('operator', '.')) value += `.${this.#tokens.expect('name').value}`;
    return value;
  }
}
