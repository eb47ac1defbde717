import { CredenceError } from '../../../core/error.ts';

/** A literal of Python, as far as headers of arrays need it: a dictionary is a list of its pairs. */
export type PythonLiteral =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly PythonLiteral[] }
  | {
      readonly kind: 'dictionary';
      readonly entries: readonly (readonly [PythonLiteral, PythonLiteral])[];
    };

const DEEPEST = 32;
const SPACE = /[ \t\r\n]*/y;
/** Without escapes and prefixes: what `repr` gives for the names of fields. */
const TEXT = /'([^'\\\p{Cc}]*)'|"([^"\\\p{Cc}]*)"/uy;
/** Python 2 put an `L` behind long ones. */
const NUMBER = /(-?(?:0|[1-9][0-9]{0,18}))L?(?![0-9A-Za-z_.])/y;
const WORD = /(?:True|False)(?![0-9A-Za-z_])/y;

/**
 * Reads one literal, with nothing but white space around it. Anything that takes evaluating is
 * refused: operators, calls, names, escapes, prefixes, adjacent strings.
 *
 * @throws CredenceError `DATA_MALFORMED` with the offset in the text
 */
export function parsePythonLiteral(text: string): PythonLiteral {
  const parser = new LiteralParser(text);
  const value = parser.value(1);
  parser.requireEnd();
  return value;
}

class LiteralParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): PythonLiteral {
    if (depth > DEEPEST) throw this.#malformed('nests too deeply');
    this.#match(SPACE);
    const text = this.#match(TEXT);
    if (text !== undefined) return { kind: 'text', text: text[1] ?? text[2] ?? '' };
    const number = this.#match(NUMBER);
    if (number !== undefined) return { kind: 'number', number: Number(number[1]) };
    const word = this.#match(WORD);
    if (word !== undefined) return { kind: 'boolean', value: word[0] === 'True' };
    if (this.#takes('(')) return this.#parenthesis(depth);
    if (this.#takes('[')) return { kind: 'list', items: this.#items(']', depth).items };
    if (this.#takes('{')) return this.#dictionary(depth);
    throw this.#malformed('is no plain literal');
  }

  requireEnd(): void {
    this.#match(SPACE);
    if (this.#at < this.#text.length) throw this.#malformed('goes on behind its literal');
  }

  /** One value in parentheses is that value; a comma makes it a tuple. */
  #parenthesis(depth: number): PythonLiteral {
    const { items, endsInComma } = this.#items(')', depth);
    const [only] = items;
    if (only !== undefined && items.length === 1 && !endsInComma) return only;
    return { kind: 'tuple', items };
  }

  #items(
    end: string,
    depth: number,
  ): { readonly items: readonly PythonLiteral[]; readonly endsInComma: boolean } {
    const items: PythonLiteral[] = [];
    let endsInComma = false;
    while (!this.#takes(end)) {
      if (items.length > 0 && !endsInComma) throw this.#malformed('lacks a comma');
      items.push(this.value(depth + 1));
      endsInComma = this.#takes(',');
    }
    return { items, endsInComma };
  }

  #dictionary(depth: number): PythonLiteral {
    const entries: (readonly [PythonLiteral, PythonLiteral])[] = [];
    let endsInComma = true;
    while (!this.#takes('}')) {
      if (!endsInComma) throw this.#malformed('lacks a comma');
      const key = this.value(depth + 1);
      if (!this.#takes(':')) throw this.#malformed('lacks a colon');
      entries.push([key, this.value(depth + 1)]);
      endsInComma = this.#takes(',');
    }
    return { kind: 'dictionary', entries };
  }

  #takes(sign: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #malformed(what: string): CredenceError {
    return new CredenceError('DATA_MALFORMED', `The header of the array ${what}`, {
      at: { byte: this.#at },
    });
  }
}
