import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** Deeper than any configuration, and within the call stack. */
const DEEPEST = 500;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
};

const [SPACE, TAB, LINE_FEED, RETURN, QUOTE, BACKSLASH] = [0x20, 0x09, 0x0a, 0x0d, 0x22, 0x5c];

/** Python's `json` writes and reads these, and so do the files of models. */
const WORDS: readonly (readonly [word: string, value: JsonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

/**
 * Reads JSON (RFC 8259, and the three numbers that Python adds) strictly: one value and nothing
 * behind it, no key twice in an object (readers differ in which they take), no deep nesting.
 *
 * @param offset of the text within the file, in bytes; offsets of objects and errors count from there
 * @throws CredenceError `DATA_MALFORMED`, `DATA_AMBIGUOUS`, `LIMIT_EXCEEDED`
 */
export function parseJson(text: string, offset = 0): JsonValue {
  return new JsonParser(text, offset).parse();
}

class JsonParser {
  readonly #text: string;
  readonly #offset: number;
  #at = 0;
  /** The last place whose offset in bytes was asked for. */
  #counted = { at: 0, bytes: 0 };

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  parse(): JsonValue {
    if (this.#text.startsWith('\uFEFF')) this.#at++;
    const value = this.#value(1);
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#malformed('something follows its value');
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > DEEPEST) {
      throw new CredenceError('LIMIT_EXCEEDED', `Its JSON nests deeper than ${DEEPEST}`, {
        at: { byte: this.#bytes() },
      });
    }
    this.#skipSpace();
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    if (first === '"') return this.#string();
    return first !== undefined && first >= '0' && first <= '9' ? this.#number() : this.#word();
  }

  #word(): JsonValue {
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#number();
  }

  #object(depth: number): JsonObject {
    const offset = this.#bytes();
    const members = new Map<string, JsonValue>();
    this.#at++;
    if (this.#takes('}')) return { members, offset };
    do {
      this.#skipSpace();
      if (this.#text[this.#at] !== '"') throw this.#malformed('a key is no text');
      const key = this.#string();
      if (members.has(key)) throw this.#duplicate(key);
      if (!this.#takes(':')) throw this.#malformed('a key has no value');
      members.set(key, this.#value(depth + 1));
    } while (this.#takes(','));
    if (!this.#takes('}')) throw this.#malformed('an object does not end');
    return { members, offset };
  }

  #array(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.#at++;
    if (this.#takes(']')) return items;
    do items.push(this.#value(depth + 1));
    while (this.#takes(','));
    if (!this.#takes(']')) throw this.#malformed('a list does not end');
    return items;
  }

  #string(): string {
    const parts: string[] = [];
    this.#at++;
    for (;;) {
      const start = this.#at;
      const end = this.#endOfPlain();
      const plain = this.#text.slice(start, end);
      this.#at = end + 1;
      if (this.#text.charCodeAt(end) === QUOTE) {
        return parts.length === 0 ? plain : parts.join('') + plain;
      }
      parts.push(plain, this.#escape());
    }
  }

  /** The next quote or backslash. */
  #endOfPlain(): number {
    for (let at = this.#at; ; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === QUOTE || code === BACKSLASH) return at;
      // Beyond the end it is not a number.
      if (code >= SPACE) continue;
      throw this.#malformed('a text does not end, or holds a control character');
    }
  }

  #escape(): string {
    const sign = this.#text[this.#at++] ?? '';
    if (sign !== 'u') {
      const character = ESCAPES[sign];
      if (character === undefined) throw this.#malformed('a text holds an unknown escape');
      return character;
    }
    const digits = this.#text.slice(this.#at, this.#at + 4);
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) throw this.#malformed('a text holds a broken escape');
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const digits = NUMBER.exec(this.#text)?.[0] ?? '';
    this.#at += digits.length;
    if (digits === '') throw this.#malformed('there is no value where one should be');
    return Number(digits);
  }

  #takes(sign: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return;
      this.#at++;
    }
  }

  #bytes(): number {
    const passed = this.#text.slice(this.#counted.at, this.#at);
    this.#counted = { at: this.#at, bytes: this.#counted.bytes + Buffer.byteLength(passed) };
    return this.#offset + this.#counted.bytes;
  }

  #duplicate(key: string): CredenceError {
    return new CredenceError(
      'DATA_AMBIGUOUS',
      `Its JSON has the key "${visibleText(key.slice(0, 80))}" twice in one object, and readers differ in which they take`,
      { at: { byte: this.#bytes() } },
    );
  }

  #malformed(what: string): CredenceError {
    return new CredenceError('DATA_MALFORMED', `Its JSON is broken: ${what}`, {
      at: { byte: this.#bytes() },
    });
  }
}
