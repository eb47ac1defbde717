import { hash } from 'node:crypto';
import type { RecordBatch } from './batch.ts';
import type { TextColumn } from './column.ts';
import type { RecordSchema } from './schema.ts';

/** Bytes of one record digest. */
const RECORD_DIGEST_BYTES = 32;

const PREFIX: Buffer = Buffer.from('credence record 1\n');

/**
 * SHA-256 of one record, in an encoding that depends on its content alone, not on the container or on
 * the order of columns:
 *
 *     "credence record 1\n"
 *     for each column that has a value in this record, by name in byte order:
 *       length of the name, name, number of values, then for each value: its length, the value
 *
 * Lengths and numbers are unsigned 32-bit little-endian, names and values UTF-8. A missing value leaves
 * its column out; an empty text is a value of length 0; an empty list is a column with 0 values.
 *
 * @param index of the record within the batch, from 0.
 */
export function recordDigest(schema: RecordSchema, batch: RecordBatch, index: number): Uint8Array {
  const encoder = new RecordEncoder(schema, batch);
  return Uint8Array.from(Buffer.from(encoder.digest(index), 'latin1'));
}

/** `recordDigest` of every record of a batch: 32 bytes each, end to end. */
export function digestBatch(schema: RecordSchema, batch: RecordBatch): Uint8Array {
  const encoder = new RecordEncoder(schema, batch);
  const digests = Buffer.alloc(batch.length * RECORD_DIGEST_BYTES);
  for (let index = 0; index < batch.length; index++) {
    digests.write(encoder.digest(index), index * RECORD_DIGEST_BYTES, 'latin1');
  }
  return digests;
}

interface NamedColumn extends TextColumn {
  readonly source: Buffer;
  /** The length of the name and the name. */
  readonly heading: Buffer;
}

/** Encodes one record after the other into the same buffer. */
class RecordEncoder {
  readonly #columns: readonly NamedColumn[];
  #buffer: Buffer = Buffer.allocUnsafeSlow(4096);
  #end = 0;

  constructor(schema: RecordSchema, batch: RecordBatch) {
    this.#columns = batch.columns
      .map((column, index) => nameColumn(schema.columns[index]?.name ?? '', column))
      .sort((left, right) => Buffer.compare(left.heading.subarray(4), right.heading.subarray(4)));
    PREFIX.copy(this.#buffer);
  }

  /** The digest as a string of 32 Latin-1 characters: what the one-shot hash returns soonest. */
  digest(record: number): string {
    this.#end = PREFIX.length;
    for (const column of this.#columns) {
      if (column.missing[record] === 0) this.#writeColumn(column, record);
    }
    return hash('sha256', this.#buffer.subarray(0, this.#end), 'binary');
  }

  #writeColumn(column: NamedColumn, record: number): void {
    const first = column.lists === undefined ? record : (column.lists[record] as number);
    const last = column.lists === undefined ? record + 1 : (column.lists[record + 1] as number);
    const { source, heading, offsets } = column;
    const from = offsets[first] as number;
    this.#reserve(heading.length + 4 + 4 * (last - first) + (offsets[last] as number) - from);
    heading.copy(this.#buffer, this.#end);
    this.#end += heading.length;
    this.#writeNumber(last - first);
    for (let value = first; value < last; value++) {
      const start = offsets[value] as number;
      const end = offsets[value + 1] as number;
      this.#writeNumber(end - start);
      source.copy(this.#buffer, this.#end, start, end);
      this.#end += end - start;
    }
  }

  #writeNumber(value: number): void {
    const buffer = this.#buffer;
    const at = this.#end;
    buffer[at] = value;
    buffer[at + 1] = value >>> 8;
    buffer[at + 2] = value >>> 16;
    buffer[at + 3] = value >>> 24;
    this.#end = at + 4;
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#end + more));
    this.#buffer.copy(grown, 0, 0, this.#end);
    this.#buffer = grown;
  }
}

function nameColumn(name: string, column: TextColumn): NamedColumn {
  const text = Buffer.from(name);
  const heading = Buffer.alloc(4 + text.length);
  heading.writeUInt32LE(text.length);
  text.copy(heading, 4);
  const { buffer, byteOffset, byteLength } = column.bytes;
  return { ...column, source: Buffer.from(buffer, byteOffset, byteLength), heading };
}
