import type { RecordBatch } from '../../../records/batch.ts';
import type { TextColumn } from '../../../records/column.ts';
import { valueRange } from './dictionary.ts';

/** The texts of a batch, one a record: its text columns joined by line feeds. */
export interface JoinedText {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

const LINE_FEED = 0x0a;

export function joinTexts(batch: RecordBatch, columns: readonly number[]): JoinedText {
  const parts = columns.map((column) => batch.columns[column] as TextColumn);
  const [only] = parts;
  if (parts.length === 1 && only?.lists === undefined && only !== undefined)
    return { bytes: only.bytes, offsets: only.offsets };
  const bytes = new Uint8Array(
    parts.reduce((sum, part) => sum + part.bytes.length + part.offsets.length, 0),
  );
  const offsets = new Uint32Array(batch.length + 1);
  let used = 0;
  for (let record = 0; record < batch.length; record += 1) {
    for (const part of parts) {
      const { from, to } = valueRange(part, record);
      for (let value = from; value < to; value += 1) {
        if (used > (offsets[record] as number)) bytes[used++] = LINE_FEED;
        const text = part.bytes.subarray(part.offsets[value], part.offsets[value + 1]);
        bytes.set(text, used);
        used += text.length;
      }
    }
    offsets[record + 1] = used;
  }
  return { bytes: bytes.subarray(0, used), offsets };
}

/** The text of one record. */
export function joinedText({ bytes, offsets }: JoinedText, record: number): string {
  const start = offsets[record] as number;
  const length = (offsets[record + 1] as number) - start;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('utf8');
}
