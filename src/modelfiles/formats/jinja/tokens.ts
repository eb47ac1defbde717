import { CredenceError } from '../../../core/error.ts';
import { malformed } from './template-error.ts';
import { unescapeText } from './unescape-text.ts';

/** A token of a template. `at` is its UTF-16 index in the template. */
export interface Token {
  readonly kind:
    | 'literal'
    | 'output-begin'
    | 'output-end'
    | 'statement-begin'
    | 'statement-end'
    | 'name'
    | 'text'
    | 'number'
    | 'operator'
    | 'end';
  /** As written; of a text, what it stands for. */
  readonly value: string;
  readonly at: number;
}

const OPENING = /\{\{|\{%|\{#/g;
const RAW_BEGIN = /\{%[-+]?[ \t\n\r\f\v]*raw[ \t\n\r\f\v]*-?%\}/y;
const RAW_END = /\{%[-+]?[ \t\n\r\f\v]*endraw[ \t\n\r\f\v]*[-+]?%\}/g;

const SPACE = /[ \t\n\r\f\v]+/y;
const NUMBER =
  /(?:(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*)/y;
const NAME = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
const TEXT = /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const OPERATOR = /\*\*|\/\/|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** More than any template has. */
const MOST_TOKENS = 1_000_000;

/**
 * The tokens of a template, as Jinja 3.1 with its usual delimiters cuts them: comments fall away,
 * and `raw` blocks are literal text.
 *
 * @throws CredenceError `DATA_MALFORMED` with the index as `at.byte`, `LIMIT_EXCEEDED`
 */
export function readTokens(template: string): readonly Token[] {
  return new Tokenizer(template).read();
}

class Tokenizer {
  readonly #template: string;
  readonly #tokens: Token[] = [];
  #at = 0;

  constructor(template: string) {
    this.#template = template;
  }

  read(): readonly Token[] {
    while (this.#at < this.#template.length) this.#readOutside();
    this.#add('end', '', this.#template.length);
    return this.#tokens;
  }

  #readOutside(): void {
    OPENING.lastIndex = this.#at;
    const opening = OPENING.exec(this.#template);
    const end = opening?.index ?? this.#template.length;
    if (end > this.#at) this.#add('literal', this.#template.slice(this.#at, end), this.#at);
    this.#at = end;
    if (opening === null) return;
    if (opening[0] === '{#') this.#skipComment();
    else if (opening[0] === '{%') this.#readStatement();
    else this.#readInside('output', '}}');
  }

  #skipComment(): void {
    const end = this.#template.indexOf('#}', this.#at + 2);
    if (end === -1) throw malformed(this.#at, 'a comment does not end');
    this.#at = end + 2;
  }

  #readStatement(): void {
    const raw = this.#match(RAW_BEGIN);
    if (raw === '') {
      this.#readInside('statement', '%}');
      return;
    }
    RAW_END.lastIndex = this.#at;
    const end = RAW_END.exec(this.#template);
    if (end === null) throw malformed(this.#at, 'a raw block does not end');
    this.#add('literal', this.#template.slice(this.#at, end.index), this.#at);
    this.#at = end.index + end[0].length;
  }

  #readInside(kind: 'output' | 'statement', closing: string): void {
    this.#add(`${kind}-begin`, '', this.#at);
    this.#at += 2;
    if ('-+'.includes(this.#template[this.#at] ?? ' ')) this.#at++;
    const open: string[] = [];
    for (;;) {
      this.#match(SPACE);
      const at = this.#at;
      if (at >= this.#template.length) throw malformed(at, 'a tag does not end');
      if (open.length === 0 && this.#takesEnd(closing, kind === 'statement')) {
        this.#add(`${kind}-end`, '', at);
        return;
      }
      this.#readToken(open);
    }
  }

  /** `-%}` and `+%}` end a tag too; `+}}` does not. */
  #takesEnd(closing: string, plus: boolean): boolean {
    const sign = this.#template[this.#at];
    const signed = sign === '-' || (plus && sign === '+') ? 1 : 0;
    if (!this.#template.startsWith(closing, this.#at + signed)) return false;
    this.#at += signed + closing.length;
    return true;
  }

  #readToken(open: string[]): void {
    const at = this.#at;
    const number = this.#match(NUMBER);
    const name = number === '' ? this.#match(NAME) : '';
    const text = number + name === '' ? this.#match(TEXT) : '';
    if (number !== '') this.#add('number', number.replaceAll('_', ''), at);
    else if (name !== '') this.#add('name', name, at);
    else if (text !== '') this.#add('text', unescapeText(text.slice(1, -1), at), at);
    else this.#add('operator', this.#readOperator(open), at);
  }

  #readOperator(open: string[]): string {
    const at = this.#at;
    const operator = this.#match(OPERATOR);
    if (operator === '') throw malformed(at, 'a tag holds a character that means nothing there');
    const closing = CLOSING[operator];
    if (closing !== undefined) open.push(closing);
    else if ('})]'.includes(operator) && open.pop() !== operator) {
      throw malformed(at, 'brackets do not match');
    }
    return operator;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const matched = pattern.exec(this.#template)?.[0] ?? '';
    this.#at += matched.length;
    return matched;
  }

  #add(kind: Token['kind'], value: string, at: number): void {
    this.#tokens.push({ kind, value, at });
    if (this.#tokens.length <= MOST_TOKENS) return;
    throw new CredenceError('LIMIT_EXCEEDED', `A template has more than ${MOST_TOKENS} tokens`, {
      at: { byte: at },
    });
  }
}
