import { CredenceError } from '../../core/error.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import { numberedName } from './column-profile.ts';
import { type CsvDialect, describeDialect } from './csv-dialect.ts';
import type { CsvSample } from './csv-sample.ts';
import { BARE, CsvTokenizer, DOUBLED } from './csv-tokenizer.ts';
import type { TextContent } from './detect-format.ts';
import type { ColumnPlan, FileColumn, FormatReader, ReadObserver } from './format-reader.ts';
import { inferDialect } from './infer-dialect.ts';
import { inferHeader } from './infer-header.ts';
import type { ReadContext } from './read-context.ts';
import { describeFormat, type SourceFormat } from './source-format.ts';
import { readTextBytes } from './text-bytes.ts';

const SPACE = 0x20;
const TAB = 0x09;

/**
 * Opens delimited text: CSV, TSV and their relatives. Dialect and header are inferred from its beginning.
 *
 * @param header whether the first line names the columns; undefined to infer it.
 * @throws CredenceError DATA_EMPTY, DATA_AMBIGUOUS (a name twice), DATA_MALFORMED, LIMIT_EXCEEDED.
 */
export function openCsv(
  content: TextContent,
  context: ReadContext,
  header: boolean | undefined,
): FormatReader {
  const sample = inferDialect(content);
  const verdict =
    header === undefined ? inferHeader(sample) : { present: header, reason: 'as told' };
  const first = sample.rows[0];
  if (first === undefined) throw noRecords(content);
  const names = verdict.present
    ? first.map(headerName)
    : Array.from({ length: sample.width }, (_, index) => numberedName(index));
  requireNames(names, content, context);
  if (verdict.present) requireFittingHeader(names.length, sample, content);
  const notes = [
    describeDialect(sample.dialect),
    `${verdict.present ? 'The first line names the columns' : 'There is no header line'}: ${verdict.reason}.`,
  ];
  return new CsvReader(content, context, {
    dialect: sample.dialect,
    header: verdict.present,
    names,
    notes,
  });
}

interface CsvLayout {
  readonly dialect: CsvDialect;
  readonly header: boolean;
  readonly names: readonly string[];
  readonly notes: readonly string[];
}

class CsvReader implements FormatReader {
  readonly file;
  readonly format: SourceFormat;
  readonly description: string;
  readonly columns: readonly FileColumn[];
  readonly notes: readonly string[];
  readonly #content: TextContent;
  readonly #context: ReadContext;
  readonly #layout: CsvLayout;

  constructor(content: TextContent, context: ReadContext, layout: CsvLayout) {
    this.file = content.file;
    this.format = layout.dialect.delimiter === TAB ? 'tsv' : 'csv';
    this.description = describeFormat(this.format, content.compression);
    this.columns = layout.names.map((name) => ({ name, list: false, always: true }));
    this.notes = layout.notes;
    this.#content = content;
    this.#context = context;
    this.#layout = layout;
  }

  async *read(plan: readonly ColumnPlan[], observer: ReadObserver): AsyncGenerator<RecordBatch> {
    const { limits } = this.#context;
    const tokenizer = new CsvTokenizer(this.#layout.dialect, this.file.name, limits.recordBytes);
    const builder = new BatchBuilder(plan, limits);
    const writer = new CsvRecordWriter(this.#layout, plan, builder);
    for await (const block of readTextBytes(this.#content, observer, this.#context)) {
      tokenizer.feed(block);
      while (writer.fill(tokenizer, observer)) yield builder.take();
    }
    tokenizer.finish();
    while (writer.fill(tokenizer, observer)) yield builder.take();
    if (builder.length > 0) yield builder.take();
  }
}

/** Copies cells into the columns of a batch. */
class CsvRecordWriter {
  readonly #builder: BatchBuilder;
  readonly #width: number;
  /** For each cell, the column it goes to and whether to trim it; -1 goes nowhere. */
  readonly #targets: Int32Array;
  readonly #trims: Uint8Array;
  #headerPending: boolean;

  constructor(layout: CsvLayout, plan: readonly ColumnPlan[], builder: BatchBuilder) {
    this.#builder = builder;
    this.#width = layout.names.length;
    this.#headerPending = layout.header;
    this.#targets = Int32Array.from(layout.names, (name) =>
      plan.findIndex((column) => column.name === name),
    );
    this.#trims = Uint8Array.from(this.#targets, (target) => (plan[target]?.trim ? 1 : 0));
  }

  /** Writes records until the batch is full (true) or the bytes at hand are used up (false). */
  fill(tokenizer: CsvTokenizer, observer: ReadObserver): boolean {
    while (tokenizer.next() === 'record') {
      if (this.#headerPending) {
        this.#headerPending = false;
        continue;
      }
      const problem = tokenizer.problem ?? this.#widthProblem(tokenizer.count);
      if (problem !== undefined) {
        observer.badRow(tokenizer.line, problem);
        continue;
      }
      for (let cell = 0; cell < this.#width; cell++) this.#writeCell(tokenizer, cell);
      this.#builder.endRecord();
      if (this.#builder.full) return true;
    }
    return false;
  }

  #writeCell(tokenizer: CsvTokenizer, cell: number): void {
    const column = this.#builder.columns[this.#targets[cell] as number];
    if (column === undefined) return;
    const { bytes, forms } = tokenizer;
    let start = tokenizer.starts[cell] as number;
    let end = tokenizer.ends[cell] as number;
    if (forms[cell] === DOUBLED) {
      column.addUnquoted(bytes, start, end);
    } else if (forms[cell] === BARE) {
      if (this.#trims[cell] === 1) {
        while (start < end && isSpace(bytes[start])) start += 1;
        while (end > start && isSpace(bytes[end - 1])) end -= 1;
      }
      if (end > start) column.addBytes(bytes, start, end);
    } else {
      column.addBytes(bytes, start, end);
    }
  }

  #widthProblem(cells: number): string | undefined {
    return cells === this.#width
      ? undefined
      : `has ${cells} cells where ${this.#width} are expected`;
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

function headerName(cell: string, index: number): string {
  return cell.trim() || numberedName(index);
}

function requireNames(names: readonly string[], content: TextContent, context: ReadContext): void {
  const at = { file: content.file.name, line: 1 };
  const limit = context.limits.columns;
  if (names.length > limit) {
    throw new CredenceError(
      'LIMIT_EXCEEDED',
      `${at.file} has ${names.length} columns; at most ${limit} are read.`,
      { at },
    );
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new CredenceError('DATA_AMBIGUOUS', `${at.file} has two columns named \`${twice}\`.`, {
    at: { ...at, column: twice },
    hint: 'Give every column a name of its own, or say that there is no header line.',
  });
}

/** @throws CredenceError DATA_MALFORMED when hardly any row has as many cells as the header. */
function requireFittingHeader(width: number, sample: CsvSample, content: TextContent): void {
  const rows = sample.rows.slice(1);
  const at = { file: content.file.name, line: 1 };
  if (rows.length === 0) throw noRecords(content);
  if (rows.some((row) => row.length === width)) return;
  throw new CredenceError(
    'DATA_MALFORMED',
    `The header of ${at.file} names ${width} columns, but its rows have ${rows[0]?.length} cells.`,
    { at, hint: 'Name every column in the first line, or say that there is no header line.' },
  );
}

function noRecords(content: TextContent): CredenceError {
  return new CredenceError('DATA_EMPTY', `${content.file.name} holds no records.`, {
    at: { file: content.file.name },
  });
}
