import { isUtf8 } from 'node:buffer';
import { type RecordBatch as ArrowBatch, type Data, DataType } from 'apache-arrow';
import { CredenceError } from '../../core/error.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { type ArrowColumn, arraysOf, arrowColumns } from './arrow-columns.ts';
import { arrowError, openArrowFile } from './arrow-file.ts';
import { arrowText } from './arrow-value.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { addRow } from './columnar-row.ts';
import type { ColumnarContent } from './detect-format.ts';
import { digestFile } from './digest-file.ts';
import type { ColumnPlan, FormatReader, ReadObserver } from './format-reader.ts';
import { type ReadContext, throwIfCancelled } from './read-context.ts';

/** Opens an Arrow IPC file or stream. Record batches are read one at a time. */
export async function openArrow(
  content: ColumnarContent,
  context: ReadContext,
): Promise<FormatReader> {
  const { batches, handle } = await openArrowFile(content, context);
  try {
    return new ArrowReader(
      content,
      context,
      arrowColumns(batches.schema, content.file.name, context.limits.columns),
    );
  } finally {
    await handle.close();
  }
}

class ArrowReader implements FormatReader {
  readonly file;
  readonly format = 'arrow';
  readonly description: string;
  readonly columns: readonly ArrowColumn[];
  readonly notes: readonly string[] = [];
  readonly #content: ColumnarContent;
  readonly #context: ReadContext;

  constructor(content: ColumnarContent, context: ReadContext, columns: readonly ArrowColumn[]) {
    this.file = content.file;
    this.description = `Arrow IPC ${content.framing}`;
    this.columns = columns;
    this.#content = content;
    this.#context = context;
  }

  async *read(plan: readonly ColumnPlan[], observer: ReadObserver): AsyncGenerator<RecordBatch> {
    const builder = new BatchBuilder(plan, this.#context.limits);
    let rows = 0;
    for await (const batch of this.#readBatches()) {
      observer.bytes(batch.data.byteLength);
      const cells = this.#cellsOf(batch, plan, builder);
      const copy = (row: number): void => {
        for (const cell of cells) cell.copy(row);
      };
      for (let row = 0; row < batch.numRows; row++) {
        rows += 1;
        const problem = addRow(builder, row, copy);
        if (problem !== undefined) observer.badRow(rows, problem);
        if (builder.full) yield builder.take();
      }
    }
    if (builder.length > 0) yield builder.take();
    observer.digest(await digestFile(this.file, this.#context));
  }

  async *#readBatches(): AsyncGenerator<ArrowBatch> {
    const { batches, handle } = await openArrowFile(this.#content, this.#context);
    let index = 0;
    try {
      for await (const batch of batches) {
        throwIfCancelled(this.#context.signal);
        yield batch;
        index += 1;
      }
    } catch (error) {
      throw arrowError(this.file, error, index);
    } finally {
      await handle.close();
    }
  }

  #cellsOf(batch: ArrowBatch, plan: readonly ColumnPlan[], builder: BatchBuilder): ArrowCells[] {
    return plan.flatMap(({ name }, index) => {
      const column = this.columns.find((candidate) => candidate.name === name);
      const into = builder.columns[index];
      if (column === undefined || into === undefined) return [];
      return [
        new ArrowCells(arraysOf(batch, column), into, {
          file: this.file.name,
          depth: this.#context.limits.depth,
        }),
      ];
    });
  }
}

/** Copies the values of one array of one record batch. */
class ArrowCells {
  readonly #arrays: readonly Data[];
  readonly #values: Data;
  readonly #into: ColumnBuilder;
  readonly #depth: number;
  readonly #text: Buffer | undefined;

  constructor(
    arrays: readonly Data[],
    into: ColumnBuilder,
    options: { readonly file: string; readonly depth: number },
  ) {
    const values = arrays.at(-1);
    if (values === undefined)
      throw new CredenceError('INTERNAL', `${options.file}: a record batch lacks a column.`);
    this.#arrays = arrays;
    this.#values = values;
    this.#into = into;
    this.#depth = options.depth;
    this.#text = DataType.isUtf8(values.type) ? utf8Values(values, options.file) : undefined;
  }

  copy(row: number): void {
    for (const array of this.#arrays) if (!array.getValid(row)) return;
    if (this.#text !== undefined) {
      const offsets = this.#values.valueOffsets as Int32Array;
      this.#into.addBytes(this.#text, offsets[row] as number, offsets[row + 1] as number);
    } else if (this.#into.list && isList(this.#values.type)) {
      this.#copyList(row);
    } else {
      this.#into.addText(arrowText(this.#values, row, this.#depth));
    }
  }

  #copyList(row: number): void {
    const [from, to] = listRange(this.#values, row);
    const items = this.#values.children[0] as Data;
    this.#into.addEmptyList();
    for (let item = from; item < to; item++) {
      this.#into.addText(items.getValid(item) ? arrowText(items, item, this.#depth) : 'null');
    }
  }
}

function isList(type: DataType): boolean {
  return DataType.isList(type) || DataType.isLargeList(type) || DataType.isFixedSizeList(type);
}

function listRange(data: Data, row: number): [number, number] {
  if (DataType.isFixedSizeList(data.type))
    return [row * data.type.listSize, (row + 1) * data.type.listSize];
  return [Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1])];
}

/**
 * The bytes of a text array, when its offsets are in order and cut no character.
 *
 * @throws CredenceError DATA_MALFORMED, DATA_ENCODING.
 */
function utf8Values(data: Data, file: string): Buffer {
  const { values, valueOffsets, length } = data;
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const end = valueOffsets[length] ?? 0;
  let last = valueOffsets[0] ?? 0;
  const first = last;
  for (let row = 1; row <= length; row++) {
    const offset = valueOffsets[row] as number;
    if (offset < last || offset > bytes.length) {
      throw new CredenceError('DATA_MALFORMED', `${file} holds text with offsets out of order.`, {
        at: { file },
      });
    }
    if (offset < end && ((bytes[offset] as number) & 0xc0) === 0x80) throw notUtf8(file);
    last = offset;
  }
  if (!isUtf8(bytes.subarray(first, end))) throw notUtf8(file);
  return bytes;
}

function notUtf8(file: string): CredenceError {
  return new CredenceError('DATA_ENCODING', `${file} holds text that is not UTF-8.`, {
    at: { file },
  });
}
