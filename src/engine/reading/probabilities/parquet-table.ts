import * as duckdb from '@duckdb/node-api';
import { CredenceError } from '../../../core/error.ts';
import type { FloatArray } from '../../../numerics/float-array.ts';
import type { ProbabilityTable } from '../../../records/probabilities/probability-table.ts';
import { type ParquetColumn, parquetColumns, quoteName } from '../parquet-columns.ts';
import { ParquetFile } from '../parquet-file.ts';
import { type ReadContext, throwIfCancelled } from '../read-context.ts';
import type { SourceFile } from '../source-file.ts';
import { noNumber, unevenList } from './number-cell.ts';
import { type TableLayout, tableLayout } from './table-layout.ts';
import { ValueRows } from './value-rows.ts';

/**
 * Probabilities in a Parquet file: a column of numbers for each class, or one column of lists. Numbers
 * arrive as numbers, and stay in single precision where all of them are.
 *
 * @throws CredenceError DATA_MALFORMED for columns of anything else, missing values, and lists of different
 *   lengths; those of `tableLayout` and of `ParquetFile`.
 */
export async function readParquetTable(
  file: SourceFile,
  idColumn: string | undefined,
  context: ReadContext,
): Promise<ProbabilityTable> {
  const parquet = await ParquetFile.open(file, context);
  try {
    const result = await parquet.describe();
    const columns = parquetColumns(result.columnNames(), result.columnTypes(), duckdb);
    const layout = tableLayout(columns, file.name, idColumn);
    const chosen = layout.values.map((index) => columns[index] as ParquetColumn);
    for (const column of chosen) requireNumbers(column, file.name);
    const table = new ParquetRows(file.name, layout, chosen);
    const id = layout.id === undefined ? undefined : columns[layout.id];
    const idSql = id === undefined ? [] : [`CAST(${id.sql} AS VARCHAR)`];
    for await (const chunk of parquet.chunks([...table.sql, ...idSql])) {
      throwIfCancelled(context.signal);
      table.add(chunk);
    }
    return { file: file.name, notes: ['Parquet.'], ...table.finish() };
  } finally {
    await parquet.close();
  }
}

function requireNumbers(column: ParquetColumn, file: string): void {
  const isNumber = column.type === 'number' || column.type === 'integer';
  if (column.list ? column.text === 'numbers' : isNumber) return;
  throw new CredenceError(
    'DATA_MALFORMED',
    `Column \`${column.name}\` of ${file} holds no numbers.`,
    {
      at: { file, column: column.name },
      hint: 'Keep only the columns of the classes and one with ids.',
    },
  );
}

class ParquetRows {
  /** What to select: the probabilities, each column by itself. */
  readonly sql: readonly string[];
  readonly #file: string;
  readonly #layout: TableLayout;
  readonly #names: readonly string[];
  readonly #single: boolean;
  readonly #values = new ValueRows();
  readonly #ids: string[] = [];
  #classes: number;
  #rows = 0;

  constructor(file: string, layout: TableLayout, columns: readonly ParquetColumn[]) {
    this.#file = file;
    this.#layout = layout;
    this.#names = columns.map(({ name }) => name);
    this.#single = columns.every(({ text }) => text === 'single');
    this.#classes = layout.isList ? 0 : columns.length;
    this.sql = columns.map(({ name, sql }) =>
      layout.isList ? `CAST(${quoteName(name)} AS DOUBLE[])` : `CAST(${sql} AS DOUBLE)`,
    );
  }

  add(chunk: duckdb.DuckDBDataChunk): void {
    const { isList, id } = this.#layout;
    this.#values.add(isList ? this.#lists(chunk) : this.#cells(chunk));
    if (id !== undefined) {
      const vector = chunk.getColumnVector(this.sql.length);
      for (let row = 0; row < chunk.rowCount; row += 1) this.#ids.push(String(vector.getItem(row)));
    }
    this.#rows += chunk.rowCount;
  }

  finish(): Pick<ProbabilityTable, 'rows' | 'classes' | 'values' | 'columns' | 'ids'> {
    const { names, id } = this.#layout;
    return {
      rows: this.#rows,
      classes: this.#classes,
      values: this.#values.join(),
      ...(names === undefined ? {} : { columns: names }),
      ...(id === undefined ? {} : { ids: this.#ids }),
    };
  }

  #cells(chunk: duckdb.DuckDBDataChunk): FloatArray {
    const classes = this.#classes;
    const length = chunk.rowCount * classes;
    const part = this.#single ? new Float32Array(length) : new Float64Array(length);
    for (let label = 0; label < classes; label += 1) {
      const vector = chunk.getColumnVector(label);
      for (let row = 0; row < chunk.rowCount; row += 1)
        part[row * classes + label] = this.#number(vector.getItem(row), row, label);
    }
    return part;
  }

  #lists(chunk: duckdb.DuckDBDataChunk): FloatArray {
    const vector = chunk.getColumnVector(0);
    const lists = Array.from({ length: chunk.rowCount }, (_, row) =>
      this.#list(vector.getItem(row), row),
    );
    return Float64Array.from(lists.flat());
  }

  #list(value: duckdb.DuckDBValue, row: number): number[] {
    const items = value instanceof duckdb.DuckDBListValue ? value.items : [];
    if (this.#rows + row === 0) this.#classes = items.length;
    if (items.length !== this.#classes)
      throw unevenList(this.#place(row, 0), items.length, this.#classes);
    return items.map((item) => this.#number(item, row, 0));
  }

  #number(value: duckdb.DuckDBValue, row: number, column: number): number {
    if (typeof value === 'number') return value;
    throw noNumber(this.#place(row, column));
  }

  #place(row: number, column: number): { file: string; row: number; column: string } {
    return { file: this.#file, row: this.#rows + row + 1, column: this.#names[column] ?? '' };
  }
}
