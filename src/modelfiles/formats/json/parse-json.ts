import { isUtf8 } from 'node:buffer';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { asciiText } from '../../ascii-text.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** Deeper than any configuration, and within the call stack. */
const DEEPEST = 500;
/** Of a longer list only those items are kept that hold an object: a tokenizer has a million merges. */
const MOST_PLAIN_ITEMS = 4_096;
/** What is kept takes memory, many times that of the text; the largest vocabularies have a million. */
const MOST_OBJECTS = 500_000;
const MOST_MEMBERS = 2_000_000;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
/** Nobody writes a number with as many digits; Python refuses integers of more than 4,300. */
const LONGEST_NUMBER = 4_300;
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

const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const [ZERO, NINE, COMMA] = [0x30, 0x39, 0x2c];
/** What follows numbers, for the most part. */
const NUMBER_ENDS = new Uint8Array(256);
for (const end of [COMMA, LINE_FEED, SPACE, CLOSE_BRACE, CLOSE_BRACKET]) NUMBER_ENDS[end] = 1;
/** So many digits are exact. */
const MOST_PLAIN_DIGITS = 15;

/**
 * Reads JSON (RFC 8259, and the three numbers that Python adds) strictly: one value and nothing
 * behind it, no key twice in an object (readers differ in which they take), no deep nesting. All of
 * it is checked; of very long lists, texts and numbers far back are not kept.
 *
 * @param text where it is given as bytes, in UTF-8
 * @param offset of the text within the file, in bytes; offsets of objects and errors count from there
 * @throws CredenceError `DATA_MALFORMED`, `DATA_AMBIGUOUS`, `DATA_ENCODING`, `LIMIT_EXCEEDED`
 */
export function parseJson(text: string | Uint8Array, offset = 0): JsonValue {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  if (!isUtf8(bytes)) {
    throw new CredenceError('DATA_ENCODING', 'Its JSON is not UTF-8', { at: { byte: offset } });
  }
  return new JsonParser(bytes, offset).parse();
}

class JsonParser {
  readonly #bytes: Buffer;
  readonly #offset: number;
  #at = 0;
  /** How many have begun. */
  #objects = 0;
  #members = 0;
  /** Whether texts and numbers are kept: not so far back in a long list. */
  #keeps = true;

  constructor({ buffer, byteOffset, length }: Uint8Array, offset: number) {
    this.#bytes = Buffer.from(buffer, byteOffset, length);
    this.#offset = offset;
  }

  parse(): JsonValue {
    if (this.#startsWith('\xef\xbb\xbf')) this.#at += 3;
    const value = this.#value(1);
    this.#skipSpace();
    if (this.#at < this.#bytes.length) throw this.#malformed('something follows its value');
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > DEEPEST) {
      throw new CredenceError('LIMIT_EXCEEDED', `Its JSON nests deeper than ${DEEPEST}`, {
        at: { byte: this.#place() },
      });
    }
    this.#skipSpace();
    // Beyond the end it is not a number, and equals none.
    const first = this.#bytes[this.#at] as number;
    if (first === OPEN_BRACE) return this.#object(depth);
    if (first === OPEN_BRACKET) return this.#array(depth);
    if (first === QUOTE) return this.#string();
    return first >= ZERO && first <= NINE ? this.#number() : this.#word();
  }

  #word(): JsonValue {
    for (const [word, value] of WORDS) {
      if (this.#startsWith(word)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#number();
  }

  #object(depth: number): JsonObject {
    if (++this.#objects > MOST_OBJECTS) throw this.#tooMany(`${MOST_OBJECTS} objects`);
    const offset = this.#place();
    const members = new Map<string, JsonValue>();
    const keeps = this.#keeps;
    this.#keeps = true;
    this.#at++;
    if (this.#takes('}')) {
      this.#keeps = keeps;
      return { members, offset };
    }
    do {
      this.#skipSpace();
      if (this.#bytes[this.#at] !== QUOTE) throw this.#malformed('a key is no text');
      const key = this.#string();
      if (members.has(key)) throw this.#duplicate(key);
      if (!this.#takes(':')) throw this.#malformed('a key has no value');
      if (++this.#members > MOST_MEMBERS) throw this.#tooMany(`${MOST_MEMBERS} members`);
      members.set(key, this.#value(depth + 1));
    } while (this.#takes(','));
    if (!this.#takes('}')) throw this.#malformed('an object does not end');
    this.#keeps = keeps;
    return { members, offset };
  }

  #array(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.#at++;
    if (this.#takes(']')) return items;
    const keeps = this.#keeps;
    do {
      const objects = this.#objects;
      const item = this.#value(depth + 1);
      if (this.#keeps || this.#objects > objects) items.push(item);
      this.#keeps &&= items.length < MOST_PLAIN_ITEMS;
    } while (this.#takes(','));
    this.#keeps = keeps;
    if (!this.#takes(']')) throw this.#malformed('a list does not end');
    return items;
  }

  #string(): string {
    const parts: string[] = [];
    this.#at++;
    for (;;) {
      const start = this.#at;
      const end = this.#endOfPlain();
      const plain = this.#keeps ? this.#decoded(start, end) : '';
      this.#at = end + 1;
      if (this.#bytes[end] === QUOTE) {
        return parts.length === 0 ? plain : parts.join('') + plain;
      }
      parts.push(plain, this.#escape());
    }
  }

  /** The next quote or backslash. */
  #endOfPlain(): number {
    for (let at = this.#at; ; at++) {
      const code = this.#bytes[at] as number;
      if (code === QUOTE || code === BACKSLASH) return at;
      // Beyond the end it is not a number.
      if (code >= SPACE) continue;
      throw this.#malformed('a text does not end, or holds a control character');
    }
  }

  #escape(): string {
    const sign = this.#decoded(this.#at, ++this.#at);
    if (sign !== 'u') {
      const character = ESCAPES[sign];
      if (character === undefined) throw this.#malformed('a text holds an unknown escape');
      return character;
    }
    const digits = this.#decoded(this.#at, this.#at + 4);
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) throw this.#malformed('a text holds a broken escape');
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #number(): number {
    const plain = this.#plainNumber();
    if (plain !== null) return plain;
    const digits = NUMBER.exec(this.#decoded(this.#at, this.#endOfNumber()))?.[0] ?? '';
    this.#at += digits.length;
    if (digits === '') throw this.#malformed('there is no value where one should be');
    return Number(digits);
  }

  #takes(sign: string): boolean {
    this.#skipSpace();
    if (this.#bytes[this.#at] !== sign.charCodeAt(0)) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#bytes[this.#at];
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return;
      this.#at++;
    }
  }

  /** A few digits and nothing else; `null` for other numbers. */
  #plainNumber(): number | null {
    const start = this.#at;
    let value = 0;
    let at = start;
    for (; at - start < MOST_PLAIN_DIGITS; at++) {
      const code = this.#bytes[at] as number;
      if (code < ZERO || code > NINE) break;
      value = value * 10 + (code - ZERO);
    }
    const ends = NUMBER_ENDS[this.#bytes[at] ?? 0] === 1;
    if (!ends || at === start || (this.#bytes[start] === ZERO && at > start + 1)) return null;
    this.#at = at;
    return value;
  }

  /** Behind the signs that numbers are written with. */
  #endOfNumber(): number {
    for (let at = this.#at; ; at++) {
      const code = this.#bytes[at] as number;
      const isSign = code === 0x2b || code === 0x2d || code === 0x2e || (code | 0x20) === 0x65;
      if (!isSign && !(code >= ZERO && code <= NINE)) return at;
      if (at - this.#at > LONGEST_NUMBER) throw this.#malformed('a number has no end');
    }
  }

  /** @param word one character for each byte */
  #startsWith(word: string): boolean {
    for (let index = 0; index < word.length; index++) {
      if (this.#bytes[this.#at + index] !== word.charCodeAt(index)) return false;
    }
    return true;
  }

  #decoded(start: number, to: number): string {
    const end = Math.min(to, this.#bytes.length);
    return asciiText(this.#bytes, start, end - start) ?? this.#bytes.toString('utf8', start, end);
  }

  /** Of the next sign within the file. */
  #place(): number {
    return this.#offset + this.#at;
  }

  #duplicate(key: string): CredenceError {
    return new CredenceError(
      'DATA_AMBIGUOUS',
      `Its JSON has the key "${visibleText(key.slice(0, 80))}" twice in one object, and readers differ in which they take`,
      { at: { byte: this.#place() } },
    );
  }

  #tooMany(what: string): CredenceError {
    return new CredenceError('LIMIT_EXCEEDED', `Its JSON holds more than ${what}`, {
      at: { byte: this.#place() },
    });
  }

  #malformed(what: string): CredenceError {
    return new CredenceError('DATA_MALFORMED', `Its JSON is broken: ${what}`, {
      at: { byte: this.#place() },
    });
  }
}
