import type { RecordBatch } from '../../records/batch.ts';
import type { TextColumn } from '../../records/column.ts';

/** The columns of a batch with some of its records only, given by index in ascending order. */
export function pickColumns(batch: RecordBatch, kept: readonly number[]): readonly TextColumn[] {
  return batch.columns.map((column) => pickRecords(column, kept));
}

function pickRecords(column: TextColumn, records: readonly number[]): TextColumn {
  const first = (record: number): number => column.lists?.[record] ?? record;
  const ranges = records.map((record) => [first(record), first(record + 1)] as const);
  const count = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  const offsets = new Uint32Array(count + 1);
  const lists = new Uint32Array(records.length + 1);
  const pieces: Uint8Array[] = [];
  let value = 0;
  let end = 0;
  ranges.forEach(([from, to], index) => {
    const start = column.offsets[from] as number;
    pieces.push(column.bytes.subarray(start, column.offsets[to]));
    for (let source = from; source < to; source++) {
      offsets[value + 1] = end + (column.offsets[source + 1] as number) - start;
      value += 1;
    }
    end = offsets[value] as number;
    lists[index + 1] = value;
  });
  return {
    bytes: Buffer.concat(pieces),
    offsets,
    missing: Uint8Array.from(records, (record) => column.missing[record] as number),
    ...(column.lists === undefined ? {} : { lists }),
  };
}
