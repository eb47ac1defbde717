import * as duckdb from '@duckdb/node-api';
import { CredenceError } from '../../core/error.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import { blobText } from './blob-text.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { addRow } from './columnar-row.ts';
import type { ColumnarContent } from './detect-format.ts';
import { digestFile } from './digest-file.ts';
import { singleText } from './float-text.ts';
import type { ColumnPlan, FormatReader, ReadObserver } from './format-reader.ts';
import { parseExactly } from './json-number.ts';
import { scalarText } from './json-scalar.ts';
import { isScalarList } from './json-shape.ts';
import { type ParquetColumn, type ParquetText, parquetColumns } from './parquet-columns.ts';
import { ParquetFile } from './parquet-file.ts';
import { type ReadContext, throwIfCancelled } from './read-context.ts';

/** Opens a Parquet file through DuckDB: values as text, integers and decimals exact. */
export async function openParquet(
  content: ColumnarContent,
  context: ReadContext,
): Promise<FormatReader> {
  const parquet = await ParquetFile.open(content.file, context);
  try {
    const names = await parquet.topLevelNames();
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw new CredenceError(
        'DATA_AMBIGUOUS',
        `${content.file.name} has two columns named \`${twice}\`.`,
        {
          at: { file: content.file.name, column: twice },
        },
      );
    }
    const result = await parquet.describe();
    const columns = parquetColumns(result.columnNames(), result.columnTypes(), duckdb);
    if (columns.length > context.limits.columns) {
      const words = `${content.file.name} has ${columns.length} columns; at most ${context.limits.columns} are read.`;
      throw new CredenceError('LIMIT_EXCEEDED', words, { at: { file: content.file.name } });
    }
    return new ParquetReader(content, context, columns);
  } finally {
    await parquet.close();
  }
}

class ParquetReader implements FormatReader {
  readonly file;
  readonly format = 'parquet';
  readonly description = 'Parquet';
  readonly columns: readonly ParquetColumn[];
  readonly notes: readonly string[] = [];
  readonly #context: ReadContext;

  constructor(content: ColumnarContent, context: ReadContext, columns: readonly ParquetColumn[]) {
    this.file = content.file;
    this.columns = columns;
    this.#context = context;
  }

  async *read(plan: readonly ColumnPlan[], observer: ReadObserver): AsyncGenerator<RecordBatch> {
    const parquet = await ParquetFile.open(this.file, this.#context);
    try {
      yield* this.#readRows(parquet, plan, observer);
    } finally {
      await parquet.close();
    }
    observer.digest(await digestFile(this.file, this.#context));
  }

  async *#readRows(
    parquet: ParquetFile,
    plan: readonly ColumnPlan[],
    observer: ReadObserver,
  ): AsyncGenerator<RecordBatch> {
    const groups = await parquet.rowGroups();
    const total = groups.reduce((sum, rows) => sum + rows, 0);
    const wanted = plan.flatMap(({ name }, target) => {
      const column = this.columns.find((candidate) => candidate.name === name);
      return column === undefined ? [] : [{ column, target }];
    });
    const builder = new BatchBuilder(plan, this.#context.limits);
    let rows = 0;
    for await (const chunk of parquet.chunks(wanted.map(({ column }) => column.sql))) {
      throwIfCancelled(this.#context.signal);
      observer.bytes(Math.floor((this.file.bytes * chunk.rowCount) / total));
      const cells = wanted.flatMap(({ column, target }, index) => {
        const into = builder.columns[target];
        return into === undefined ? [] : [{ into, column, vector: chunk.getColumnVector(index) }];
      });
      const copy = (row: number): void => {
        for (const { into, column, vector } of cells) {
          const value = vector.getItem(row);
          if (value !== null) this.#addValue(into, column, value);
        }
      };
      for (let row = 0; row < chunk.rowCount; row++) {
        rows += 1;
        const problem = addRow(builder, row, copy);
        if (problem !== undefined) observer.badRow(rows, problem);
        if (builder.full) yield builder.take();
      }
    }
    if (builder.length > 0) yield builder.take();
  }

  #addValue(into: ColumnBuilder, column: ParquetColumn, value: duckdb.DuckDBValue): void {
    if (column.text === 'numbers') addNumbers(into, String(value));
    else if (column.text === 'json') this.#addJson(into, String(value));
    else into.addText(scalarOf(column.text, value));
  }

  #addJson(into: ColumnBuilder, json: string): void {
    const value = parseOrKeep(json);
    if (into.list && Array.isArray(value) && isScalarList(value)) {
      into.addEmptyList();
      for (const item of value) into.addText(scalarText(item));
    } else {
      into.addText(
        typeof value === 'string' ? value : canonicalJson(value, this.#context.limits.depth),
      );
    }
  }
}

/** A NaN deep inside makes what DuckDB writes no JSON: it is kept as it is. */
function parseOrKeep(json: string): unknown {
  try {
    return parseExactly(json);
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}

function addNumbers(into: ColumnBuilder, json: string): void {
  into.addEmptyList();
  for (const item of JSON.parse(json) as (string | null)[]) {
    const number = Number(item);
    into.addText(item !== null && Number.isFinite(number) ? String(number) : String(item));
  }
}

function scalarOf(
  form: Exclude<ParquetText, 'json' | 'numbers'>,
  value: duckdb.DuckDBValue,
): string {
  switch (form) {
    case 'plain':
      return String(value);
    case 'single':
      return singleText(Number(value));
    case 'timestamp':
      return isoTime(String(value));
    case 'blob':
      return blobText((value as duckdb.DuckDBBlobValue).bytes);
  }
}

/** `2024-05-01 12:00:00+00` → `2024-05-01T12:00:00Z`. */
function isoTime(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z');
}
