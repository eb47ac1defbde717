import type { TextColumn } from '../../records/column.ts';

/** Below this length a loop beats the call into native code. */
const SHORT_COPY = 24;

/**
 * Grows one column of a batch. Values are added to the record in hand; `endRecord` closes it and
 * `dropRecord` takes back what it had added.
 */
export class ColumnBuilder {
  readonly list: boolean;
  #bytes: Buffer = Buffer.allocUnsafeSlow(16_384);
  #end = 0;
  #offsets = new Uint32Array(1025);
  #values = 0;
  #records = 0;
  #missing = new Uint8Array(1024);
  #lists = new Uint32Array(1025);
  #touched = false;

  constructor(list: boolean) {
    this.list = list;
  }

  /** Bytes of the values held so far. */
  get size(): number {
    return this.#end;
  }

  get touched(): boolean {
    return this.#touched;
  }

  addText(text: string): void {
    this.#reserve(text.length * 3);
    if (text.length > SHORT_COPY || !this.#writeAscii(text)) {
      this.#end += this.#bytes.write(text, this.#end, 'utf8');
    }
    this.#closeValue();
  }

  /** Adds `source[start .. end)`, which must be UTF-8. */
  addBytes(source: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    this.#copy(source, start, end);
    this.#closeValue();
  }

  /** Adds `source[start .. end)` with every doubled quotation mark written once. */
  addUnquoted(source: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    let from = start;
    while (from < end) {
      const quote = source.indexOf(0x22, from);
      if (quote < 0 || quote >= end) break;
      this.#copy(source, from, quote + 1);
      from = quote + 2;
    }
    if (from < end) this.#copy(source, from, end);
    this.#closeValue();
  }

  /** A list without values: present, and empty. */
  addEmptyList(): void {
    this.#touched = true;
  }

  endRecord(): void {
    const record = this.#records;
    if (record + 1 >= this.#missing.length) this.#growRecords();
    if (this.#touched) {
      this.#missing[record] = 0;
    } else {
      this.#missing[record] = 1;
      if (!this.list) this.#closeValue();
    }
    this.#touched = false;
    this.#records = record + 1;
    this.#lists[record + 1] = this.#values;
  }

  dropRecord(): void {
    this.#touched = false;
    this.#values = this.#lists[this.#records] ?? 0;
    this.#end = this.#offsets[this.#values] ?? 0;
  }

  /** Hands out the closed records, in buffers of their own, and starts afresh. */
  take(): TextColumn {
    const column: TextColumn = {
      bytes: Uint8Array.prototype.slice.call(this.#bytes, 0, this.#end),
      offsets: this.#offsets.slice(0, this.#values + 1),
      missing: this.#missing.slice(0, this.#records),
      ...(this.list ? { lists: this.#lists.slice(0, this.#records + 1) } : {}),
    };
    this.#end = 0;
    this.#values = 0;
    this.#records = 0;
    return column;
  }

  #closeValue(): void {
    this.#touched = true;
    this.#values += 1;
    if (this.#values >= this.#offsets.length) this.#offsets = doubled(this.#offsets);
    this.#offsets[this.#values] = this.#end;
  }

  /** False, and nothing added, where the text is not ASCII. */
  #writeAscii(text: string): boolean {
    const target = this.#bytes;
    const start = this.#end;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return false;
      target[start + index] = unit;
    }
    this.#end = start + text.length;
    return true;
  }

  #copy(source: Buffer, start: number, end: number): void {
    if (end - start > SHORT_COPY) {
      this.#end += source.copy(this.#bytes, this.#end, start, end);
      return;
    }
    const target = this.#bytes;
    let at = this.#end;
    for (let index = start; index < end; index++) target[at++] = source[index] as number;
    this.#end = at;
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#end + more));
    this.#bytes.copy(grown, 0, 0, this.#end);
    this.#bytes = grown;
  }

  #growRecords(): void {
    const missing = new Uint8Array(this.#missing.length * 2);
    missing.set(this.#missing);
    this.#missing = missing;
    this.#lists = doubled(this.#lists);
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(array.length * 2);
  grown.set(array);
  return grown;
}
