import { CredenceError } from '../../core/error.ts';
import { ByteWindow } from './byte-window.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { CARRIAGE_RETURN, LINE_FEED } from './line-reader.ts';

const QUOTE = 0x22;
const SPACE = 0x20;

/** How a cell was written: bare, in quotation marks, or in them with doubled ones inside. */
export const BARE = 0;
export const QUOTED = 1;
export const DOUBLED = 2;

/**
 * Cuts delimited text (RFC 4180) into records of cells while it streams past. After `next()` returned
 * `record`, cell `i` is `bytes[starts[i] .. ends[i])`, without its quotation marks, and `forms[i]` says
 * how it was written; offsets hold until the next call. Blank lines are passed over.
 *
 * @throws CredenceError DATA_MALFORMED for a quotation mark that is never closed; LIMIT_EXCEEDED for a
 *   record longer than the limit.
 */
export class CsvTokenizer {
  readonly #window = new ByteWindow();
  readonly #dialect: CsvDialect;
  readonly #file: string;
  readonly #limit: number;
  #ended = false;
  /** An unfinished record is not tried again before the window has grown to this. */
  #tryAgainAt = 0;
  #lineNow = 1;
  #at = 0;
  starts: Int32Array = new Int32Array(64);
  ends: Int32Array = new Int32Array(64);
  forms: Uint8Array = new Uint8Array(64);
  count = 0;
  /** 1-based line on which the record begins. */
  line = 1;
  /** Why the record is malformed although it could be cut. */
  problem: string | undefined;

  constructor(dialect: CsvDialect, file: string, limit: number) {
    this.#dialect = dialect;
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
    this.#tryAgainAt = 0;
  }

  next(): 'record' | 'more' {
    const window = this.#window;
    while (window.length > 0 && window.length >= this.#tryAgainAt) {
      this.line = this.#lineNow;
      if (!this.#scanRecord()) {
        this.#lineNow = this.line;
        this.#requireWithinLimit();
        this.#tryAgainAt = window.length * 2;
        return 'more';
      }
      const blank = this.count === 1 && this.starts[0] === this.ends[0] && this.forms[0] === BARE;
      window.start = this.#at;
      this.#tryAgainAt = 0;
      if (!blank) return 'record';
    }
    return 'more';
  }

  #requireWithinLimit(): void {
    if (this.#window.length <= this.#limit) return;
    const words = `The record of ${this.#file} that begins on line ${this.line} is longer than ${this.#limit} bytes.`;
    throw new CredenceError('LIMIT_EXCEEDED', words, {
      at: { file: this.#file, line: this.line },
      hint: 'A quotation mark that is never closed looks like this too.',
    });
  }

  /** Scans one record from the window's start; false when it is not complete yet. */
  #scanRecord(): boolean {
    this.#at = this.#window.start;
    this.count = 0;
    this.problem = undefined;
    for (;;) {
      this.#skipPadding();
      const quoted =
        this.#dialect.quoted &&
        this.#window.bytes[this.#at] === QUOTE &&
        this.#at < this.#window.end;
      const complete = quoted ? this.#scanQuoted() : this.#scanBare();
      if (!complete) return false;
      const after = this.#endCell();
      if (after === 'record' || after === 'more') return after === 'record';
    }
  }

  /** Steps over what ended the cell: a delimiter, a line break, or the end of the text. */
  #endCell(): 'cell' | 'record' | 'more' {
    const window = this.#window;
    if (this.#at >= window.end) return this.#ended ? 'record' : 'more';
    const byte = window.bytes[this.#at];
    this.#at += 1;
    if (byte === this.#dialect.delimiter) return 'cell';
    this.#lineNow += 1;
    if (byte === CARRIAGE_RETURN && this.#dialect.lineEnd === LINE_FEED) this.#at += 1;
    return 'record';
  }

  #skipPadding(): void {
    if (!this.#dialect.spaceAfter || this.count === 0) return;
    if (this.#at < this.#window.end && this.#window.bytes[this.#at] === SPACE) this.#at += 1;
  }

  #scanBare(): boolean {
    const { bytes, end } = this.#window;
    const { delimiter, lineEnd } = this.#dialect;
    const start = this.#at;
    let at = start;
    while (at < end) {
      const byte = bytes[at];
      if (byte === delimiter || byte === lineEnd) break;
      at += 1;
    }
    if (at >= end && !this.#ended) return false;
    let stop = at;
    if (
      lineEnd === LINE_FEED &&
      stop > start &&
      bytes[stop - 1] === CARRIAGE_RETURN &&
      bytes[at] !== delimiter
    ) {
      stop -= 1;
      at -= at < end ? 1 : 0;
    }
    const padded =
      this.#dialect.spaceBefore &&
      stop > start &&
      bytes[at] === delimiter &&
      bytes[stop - 1] === SPACE;
    this.#addCell(start, padded ? stop - 1 : stop, BARE);
    this.#at = at;
    return true;
  }

  #scanQuoted(): boolean {
    const { bytes, end } = this.#window;
    const opening = this.#at;
    let form = QUOTED;
    let at = opening + 1;
    for (;;) {
      const quote = bytes.indexOf(QUOTE, at);
      if (quote < 0 || quote >= end) return this.#leaveOpen();
      if (quote + 1 >= end && !this.#ended) return false;
      if (bytes[quote + 1] !== QUOTE || quote + 1 >= end) {
        this.#addCell(opening + 1, quote, form);
        this.#countLines(opening + 1, quote);
        return this.#closeQuoted(quote + 1);
      }
      form = DOUBLED;
      at = quote + 2;
    }
  }

  /** After a closing quotation mark only a delimiter or a line break may follow. */
  #closeQuoted(from: number): boolean {
    const { bytes, end } = this.#window;
    const { delimiter, lineEnd } = this.#dialect;
    let at = from;
    let foreign = false;
    while (at < end && bytes[at] !== delimiter && bytes[at] !== lineEnd) {
      const byte = bytes[at] as number;
      if (byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED && at + 1 < end) break;
      if (byte !== SPACE && byte !== CARRIAGE_RETURN) foreign = true;
      at += 1;
    }
    if (at >= end && !this.#ended) return false;
    if (foreign) this.problem ??= 'has text after a closing quotation mark';
    this.#at = at;
    return true;
  }

  #leaveOpen(): false {
    if (!this.#ended) return false;
    const words = `${this.#file} ends inside quotation marks that were opened in the record on line ${this.line}.`;
    throw new CredenceError('DATA_MALFORMED', words, {
      at: { file: this.#file, line: this.line },
      hint: 'Close the quotation mark, or double it where it is part of the text.',
    });
  }

  #countLines(start: number, end: number): void {
    const { bytes } = this.#window;
    const { lineEnd } = this.#dialect;
    for (
      let at = bytes.indexOf(lineEnd, start);
      at >= 0 && at < end;
      at = bytes.indexOf(lineEnd, at + 1)
    ) {
      this.#lineNow += 1;
    }
  }

  #addCell(start: number, end: number, form: number): void {
    if (this.count === this.starts.length) this.#growCells();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.forms[this.count] = form;
    this.count += 1;
  }

  #growCells(): void {
    const length = this.count * 2;
    const { starts, ends, forms } = this;
    this.starts = new Int32Array(length);
    this.ends = new Int32Array(length);
    this.forms = new Uint8Array(length);
    this.starts.set(starts);
    this.ends.set(ends);
    this.forms.set(forms);
  }
}
