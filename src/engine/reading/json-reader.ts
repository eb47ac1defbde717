import { CredenceError } from '../../core/error.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import { SILENT_OBSERVER, type TextContent } from './detect-format.ts';
import type { ColumnPlan, FormatReader, ReadObserver } from './format-reader.ts';
import { JsonArraySplitter } from './json-array-splitter.ts';
import { JsonRecordWriter } from './json-record-writer.ts';
import { type JsonColumn, JsonSurvey } from './json-shape.ts';
import { LineReader, lineEndOf } from './line-reader.ts';
import type { ReadContext } from './read-context.ts';
import type { RecordSplitter } from './record-splitter.ts';
import { describeFormat, type SourceFormat } from './source-format.ts';
import { readTextBytes } from './text-bytes.ts';

/**
 * Opens JSON lines or a JSON array of objects. Which columns there are is learnt from the records up to
 * the survey limit, or from all of them when `named` holds a column that those do not have.
 */
export async function openJson(
  content: TextContent,
  context: ReadContext,
  named: readonly string[],
): Promise<FormatReader> {
  if (content.format === 'jsonl') requireObjectPerLine(content);
  let columns = await surveyColumns(content, context, context.limits.surveyBytes);
  if (named.some((name) => !columns.some((column) => column.name === name))) {
    columns = await surveyColumns(content, context, Number.POSITIVE_INFINITY);
  }
  return new JsonReader(content, context, columns);
}

class JsonReader implements FormatReader {
  readonly file;
  readonly format: SourceFormat;
  readonly description: string;
  readonly columns: readonly JsonColumn[];
  readonly notes: readonly string[] = [];
  readonly #content: TextContent;
  readonly #context: ReadContext;

  constructor(content: TextContent, context: ReadContext, columns: readonly JsonColumn[]) {
    this.file = content.file;
    this.format = content.format;
    this.description = describeFormat(content.format, content.compression);
    this.columns = columns;
    this.#content = content;
    this.#context = context;
  }

  async *read(plan: readonly ColumnPlan[], observer: ReadObserver): AsyncGenerator<RecordBatch> {
    const { limits } = this.#context;
    const builder = new BatchBuilder(plan, limits);
    const paths = plan.map(({ name }) => this.#pathsOf(name));
    const writer = new JsonRecordWriter(builder, paths, limits.depth);
    const splitter = splitterFor(this.#content, limits.recordBytes);
    const blanksPass = this.format === 'jsonl';
    const filling = { builder, observer, limit: limits.recordBytes, blanksPass };
    for await (const block of blocksWithEnd(
      readTextBytes(this.#content, observer, this.#context),
    )) {
      if (block === undefined) splitter.finish();
      else splitter.feed(block);
      while (fill(splitter, writer, filling)) yield builder.take();
    }
    if (builder.length > 0) yield builder.take();
  }

  /** A column of another shard may be written here as one name with dots, or nested. */
  #pathsOf(name: string): readonly (readonly string[])[] {
    const known = this.columns.find((column) => column.name === name);
    if (known !== undefined) return [known.path];
    return name.includes('.') ? [[name], name.split('.')] : [[name]];
  }
}

interface Filling {
  readonly builder: BatchBuilder;
  readonly observer: ReadObserver;
  readonly limit: number;
  /** Blank records are no records: true for lines. */
  readonly blanksPass: boolean;
}

/** Writes records until the batch is full (true) or the bytes at hand are used up (false). */
function fill(splitter: RecordSplitter, writer: JsonRecordWriter, filling: Filling): boolean {
  const { builder, observer, limit } = filling;
  for (;;) {
    const step = splitter.next();
    if (step === 'more') return false;
    if (step === 'too long') {
      observer.badRow(splitter.line, `is longer than ${limit} bytes`);
      continue;
    }
    const text = splitter.bytes.toString('utf8', splitter.start, splitter.end);
    const problem = writer.write(text);
    if (problem !== undefined && !(filling.blanksPass && isBlank(text)))
      observer.badRow(splitter.line, problem);
    if (builder.full) return true;
  }
}

async function surveyColumns(
  content: TextContent,
  context: ReadContext,
  limit: number,
): Promise<JsonColumn[]> {
  const { name } = content.file;
  const splitter = splitterFor(content, context.limits.recordBytes);
  const survey = new JsonSurvey();
  let seen = 0;
  let firstBad = 0;
  for await (const block of blocksWithEnd(readTextBytes(content, SILENT_OBSERVER, context))) {
    if (block === undefined) splitter.finish();
    else splitter.feed(block);
    for (let step = splitter.next(); step !== 'more'; step = splitter.next()) {
      if (step === 'record' && surveyRecord(splitter, survey)) continue;
      firstBad ||= splitter.line;
    }
    seen += block?.length ?? 0;
    if (seen > limit) break;
  }
  if (survey.records === 0) throw noRecords(content, firstBad);
  if (survey.isDictionaryOfRecords) throw oneObject(content, 'that holds records by key');
  return survey.columns(name, context.limits.columns);
}

/** False where the bytes are not a record; a blank line passes. */
function surveyRecord(splitter: RecordSplitter, survey: JsonSurvey): boolean {
  const text = splitter.bytes.toString('utf8', splitter.start, splitter.end);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    survey.add(value as Record<string, unknown>);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return isBlank(text);
    throw error;
  }
}

function splitterFor(content: TextContent, limit: number): RecordSplitter {
  return content.format === 'json'
    ? new JsonArraySplitter(content.file.name, limit)
    : new LineReader(lineEndOf(content.head), limit);
}

/** The blocks, and then undefined: the sign that there are no more. */
async function* blocksWithEnd(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | undefined> {
  yield* blocks;
  yield undefined;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function noRecords(content: TextContent, firstBad: number): CredenceError {
  const { name } = content.file;
  if (firstBad === 0) {
    return new CredenceError('DATA_EMPTY', `${name} holds no records.`, { at: { file: name } });
  }
  const expected =
    content.format === 'json' ? 'an array of JSON objects' : 'one JSON object to a line';
  return new CredenceError('DATA_MALFORMED', `${name} does not hold ${expected}.`, {
    at: { file: name, line: firstBad },
    hint: 'Each record must be a JSON object: names and values.',
  });
}

/** An object that is written over several lines must not be taken for lines, some of which happen to be objects. */
function requireObjectPerLine(content: TextContent): void {
  const start = content.head.toString('utf8').trimStart();
  const first = start.slice(0, start.indexOf('\n') + 1).trimEnd();
  if (first.startsWith('{') && '[{,:'.includes(first.at(-1) ?? '.')) {
    throw oneObject(content, 'over several lines');
  }
}

function oneObject(content: TextContent, what: string): CredenceError {
  const { name } = content.file;
  return new CredenceError('DATA_UNSUPPORTED', `${name} is one JSON object ${what}.`, {
    at: { file: name },
    hint: 'Write the records as a JSON array, or one to a line.',
  });
}
