import { CredenceError } from '../../../core/error.ts';
import type { RecordBatch } from '../../../records/batch.ts';
import type { TextColumn } from '../../../records/column.ts';
import type { ProbabilityTable } from '../../../records/probabilities/probability-table.ts';
import type { FormatReader, ReadObserver } from '../format-reader.ts';
import { type CellPlace, parseNumber, unevenList } from './number-cell.ts';
import { type TableLayout, tableLayout } from './table-layout.ts';
import { ValueRows } from './value-rows.ts';

/**
 * Probabilities in any format whose values arrive as text: CSV and its relatives, JSON, Arrow.
 *
 * @throws CredenceError DATA_MALFORMED for a row that cannot be read (none may be skipped: rows stand for
 *   records), a cell that is no number, and lists of different lengths; those of `tableLayout` and of the reader.
 */
export async function readTextTable(
  reader: FormatReader,
  idColumn: string | undefined,
  observer: ReadObserver,
): Promise<ProbabilityTable> {
  const file = reader.file.name;
  const layout = tableLayout(reader.columns, file, idColumn);
  const wanted = layout.id === undefined ? layout.values : [...layout.values, layout.id];
  const plan = wanted.map((index) => {
    const { name, list } = reader.columns[index] ?? { name: '', list: false };
    return { name, list, trim: true };
  });
  const rows = new TextRows(file, layout, plan);
  const strict: ReadObserver = {
    ...observer,
    badRow(line, reason) {
      throw new CredenceError('DATA_MALFORMED', `Line ${line} of ${file} ${reason}.`, {
        at: { file, line },
      });
    },
  };
  for await (const batch of reader.read(plan, strict)) rows.add(batch);
  return { file, notes: [`${reader.description}.`, ...reader.notes], ...rows.finish() };
}

class TextRows {
  readonly #file: string;
  readonly #layout: TableLayout;
  readonly #names: readonly string[];
  readonly #values = new ValueRows();
  readonly #ids: string[] = [];
  #classes: number;
  #rows = 0;

  constructor(file: string, layout: TableLayout, plan: readonly { readonly name: string }[]) {
    this.#file = file;
    this.#layout = layout;
    this.#names = plan.map(({ name }) => name);
    this.#classes = layout.isList ? 0 : layout.values.length;
  }

  add(batch: RecordBatch): void {
    const { isList, id, values } = this.#layout;
    this.#values.add(isList ? this.#lists(batch) : this.#cells(batch));
    const ids = id === undefined ? undefined : batch.columns[values.length];
    if (ids !== undefined)
      for (let row = 0; row < batch.length; row += 1) this.#ids.push(textOf(ids, row, 'utf8'));
    this.#rows += batch.length;
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

  #cells({ columns, length }: RecordBatch): Float64Array {
    const classes = this.#classes;
    const part = new Float64Array(length * classes);
    for (let label = 0; label < classes; label += 1) {
      const column = columns[label];
      if (column === undefined) continue;
      for (let row = 0; row < length; row += 1) {
        const text = column.missing[row] === 1 ? '' : textOf(column, row, 'latin1');
        part[row * classes + label] = parseNumber(text, () => this.#place(row, label));
      }
    }
    return part;
  }

  #lists({ columns, length }: RecordBatch): Float64Array {
    const column = columns[0];
    const lists = column?.lists;
    if (column === undefined || lists === undefined) return new Float64Array(0);
    if (this.#rows === 0) this.#classes = (lists[1] as number) - (lists[0] as number);
    const part = new Float64Array(length * this.#classes);
    for (let row = 0; row < length; row += 1) {
      const from = lists[row] as number;
      const found = (lists[row + 1] as number) - from;
      if (found !== this.#classes) throw unevenList(this.#place(row, 0), found, this.#classes);
      for (let label = 0; label < found; label += 1) {
        const text = textOf(column, from + label, 'latin1');
        part[row * this.#classes + label] = parseNumber(text, () => this.#place(row, 0));
      }
    }
    return part;
  }

  #place(row: number, column: number): CellPlace {
    return { file: this.#file, row: this.#rows + row + 1, column: this.#names[column] ?? '' };
  }
}

function textOf({ bytes, offsets }: TextColumn, value: number, encoding: BufferEncoding): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.toString(encoding, offsets[value], offsets[value + 1]);
}
