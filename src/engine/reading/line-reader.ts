import { ByteWindow } from './byte-window.ts';
import type { RecordSplitter } from './record-splitter.ts';

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export type LineEnd = typeof LINE_FEED | typeof CARRIAGE_RETURN;

/**
 * Cuts a stream of bytes into lines. After `next()` returned `record`, the line is
 * `bytes[start .. end)`, without its line break, and `line` is its 1-based number.
 * A line longer than the limit is passed over without being kept.
 */
export class LineReader implements RecordSplitter {
  readonly #window = new ByteWindow();
  readonly #lineEnd: LineEnd;
  readonly #limit: number;
  /** Bytes at the front that are known to hold no line break. */
  #searched = 0;
  #skipping = false;
  #ended = false;
  line = 0;
  start = 0;
  end = 0;

  constructor(lineEnd: LineEnd, limit: number) {
    this.#lineEnd = lineEnd;
    this.#limit = limit;
  }

  get bytes(): Buffer {
    return this.#window.bytes;
  }

  feed(block: Buffer): void {
    this.#window.append(block);
  }

  /** There will be no more blocks: what is left is the last line. */
  finish(): void {
    this.#ended = true;
  }

  next(): 'record' | 'too long' | 'more' {
    const window = this.#window;
    const found = window.bytes.indexOf(this.#lineEnd, window.start + this.#searched);
    if (found >= 0 && found < window.end) return this.#take(found, found + 1);
    if (this.#ended) {
      if (window.length === 0 && !this.#skipping) return 'more';
      return this.#take(window.end, window.end);
    }
    if (window.length > this.#limit) {
      this.#skipping = true;
      window.clear();
    }
    this.#searched = window.length;
    return 'more';
  }

  #take(lineEnd: number, next: number): 'record' | 'too long' {
    const window = this.#window;
    this.start = window.start;
    this.end = lineEnd;
    const last = window.bytes[lineEnd - 1];
    if (this.#lineEnd === LINE_FEED && lineEnd > this.start && last === CARRIAGE_RETURN)
      this.end -= 1;
    window.start = next;
    this.#searched = 0;
    this.line += 1;
    const tooLong = this.#skipping || this.end - this.start > this.#limit;
    this.#skipping = false;
    return tooLong ? 'too long' : 'record';
  }
}

/** The line break of a text: carriage return where its beginning has no line feed at all. */
export function lineEndOf(head: Buffer): LineEnd {
  return !head.includes(LINE_FEED) && head.includes(CARRIAGE_RETURN) ? CARRIAGE_RETURN : LINE_FEED;
}
