import { CredenceError, type ErrorCode } from '../../core/error.ts';
import { ByteWindow } from './byte-window.ts';
import type { RecordSplitter } from './record-splitter.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LINE_FEED = 0x0a;

/**
 * Cuts a JSON array (RFC 8259) into its elements while it streams past. Only brackets and strings are
 * followed; whether an element is valid JSON is for its parser to say.
 *
 * @throws CredenceError DATA_TRUNCATED when the array never ends; DATA_MALFORMED when something else
 *   stands before or after it; LIMIT_EXCEEDED for an element longer than the limit.
 */
export class JsonArraySplitter implements RecordSplitter {
  readonly #window = new ByteWindow();
  readonly #file: string;
  readonly #limit: number;
  #place: 'before' | 'gap' | 'element' | 'after' = 'before';
  /** Bytes of the element in hand that have been looked at. */
  #scanned = 0;
  #depth = 0;
  #inString = false;
  #lineNow = 1;
  #afterComma = false;
  #ended = false;
  line = 1;
  start = 0;
  end = 0;

  constructor(file: string, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  get bytes(): Buffer {
    return this.#window.bytes;
  }

  feed(block: Buffer): void {
    this.#window.append(block);
  }

  finish(): void {
    this.#ended = true;
  }

  next(): 'record' | 'more' {
    if (this.#place !== 'element' && !this.#skipToElement()) return this.#askForMore();
    return this.#scanElement() ? 'record' : this.#askForMore();
  }

  #askForMore(): 'more' {
    if (this.#ended && this.#place !== 'after') {
      const where =
        this.#place === 'element' ? `the element that begins on line ${this.line}` : 'the array';
      throw this.#error('DATA_TRUNCATED', `${this.#file} ends before ${where} does.`);
    }
    if (this.#window.length > this.#limit) {
      const words = `The element of ${this.#file} that begins on line ${this.line} is longer than ${this.#limit} bytes.`;
      throw this.#error('LIMIT_EXCEEDED', words);
    }
    return 'more';
  }

  /** Passes over white space and punctuation; true when an element begins at the window's start. */
  #skipToElement(): boolean {
    const window = this.#window;
    for (; window.start < window.end; window.start++) {
      const byte = window.bytes[window.start] as number;
      if (byte === LINE_FEED) this.#lineNow += 1;
      if (byte === LINE_FEED || byte === 0x20 || byte === 0x09 || byte === 0x0d) continue;
      this.line = this.#lineNow;
      if (this.#place === 'before' && byte === OPEN_BRACKET) {
        this.#place = 'gap';
      } else if (this.#place === 'gap' && byte === CLOSE_BRACKET && !this.#afterComma) {
        this.#place = 'after';
      } else if (this.#place === 'gap') {
        this.#place = 'element';
        return true;
      } else {
        const words =
          this.#place === 'before'
            ? 'does not begin with an array'
            : 'goes on after the array has ended';
        throw this.#error('DATA_MALFORMED', `${this.#file} ${words}.`);
      }
    }
    return false;
  }

  /** Looks for the element's end: a comma or bracket that belongs to the outer array. */
  #scanElement(): boolean {
    const { bytes, start, end } = this.#window;
    let at = start + this.#scanned;
    while (at < end) {
      if (this.#inString) {
        at = this.#skipString(at);
        if (this.#inString) break;
        continue;
      }
      const byte = bytes[at] as number;
      if (this.#depth === 0 && (byte === COMMA || byte === CLOSE_BRACKET)) {
        this.#takeElement(at, byte);
        return true;
      }
      this.#follow(byte);
      at += 1;
    }
    this.#scanned = at - start;
    return false;
  }

  #follow(byte: number): void {
    if (byte === QUOTE) this.#inString = true;
    else if (byte === LINE_FEED) this.#lineNow += 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET)
      this.#depth = Math.max(0, this.#depth - 1);
  }

  /** The place behind the string that goes on at `from`, or where to go on when more bytes have come. */
  #skipString(from: number): number {
    const { bytes, end } = this.#window;
    let at = from;
    while (at < end) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.#inString = false;
        return at + 1;
      }
      if (byte === BACKSLASH) {
        if (at + 1 >= end) return at;
        at += 1;
      }
      if (byte === LINE_FEED) this.#lineNow += 1;
      at += 1;
    }
    return at;
  }

  #takeElement(end: number, closing: number): void {
    this.start = this.#window.start;
    this.end = end;
    this.#window.start = end + 1;
    this.#scanned = 0;
    this.#afterComma = closing === COMMA;
    this.#place = closing === COMMA ? 'gap' : 'after';
  }

  #error(code: ErrorCode, message: string): CredenceError {
    return new CredenceError(code, message, { at: { file: this.#file, line: this.line } });
  }
}
