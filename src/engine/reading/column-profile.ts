import type { RecordBatch } from '../../records/batch.ts';
import { holdsConversations, holdsTranscripts } from '../../records/conversation.ts';
import type { ColumnType } from '../../records/schema.ts';

/** What the first records say about a column. */
export interface ColumnProfile {
  readonly name: string;
  /** Index in the schema. */
  readonly index: number;
  readonly list: boolean;
  readonly type: ColumnType;
  readonly records: number;
  /** Records with a value. */
  readonly present: number;
  readonly values: number;
  readonly distinct: number;
  /** Mean length of a value, in characters (UTF-16 code units). */
  readonly meanLength: number;
  /** Mean number of words of a value; where a script writes no spaces, two characters count as one. */
  readonly meanWords: number;
  /** Every value is the one before plus 1. */
  readonly countsUp: boolean;
  /** Every value is an integer larger than the one before. */
  readonly rises: boolean;
  /** Other columns have names in the file; this one has none. */
  readonly unnamed: boolean;
  /** Nearly every value is a list of turns of a conversation. */
  readonly conversation: boolean;
  /** Nearly every value is a conversation written as one text, with marks before each turn. */
  readonly transcript: boolean;
  /** Every value is a number of seconds or milliseconds since 1970 that falls between 2001 and 2286. */
  readonly epoch: boolean;
}

const INTEGER = /^[-+]?\d+$/;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const SPECIAL_NUMBER = /^(?:[-+]?(?:inf|infinity)|nan)$/i;
const BOOLEAN = /^(?:true|false)$/i;
const TIME =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z| ?[-+]\d{2}:?\d{2})?)?$/;
const EPOCH = /^\d{10}(?:\d{3})?(?:\.\d+)?$/;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Lengths and words are measured on this much of a value; longer ones are long enough. */
const MEASURED = 2000;

/** Profiles each column over the first `limit` records of a source. */
export function profileColumns(
  columns: readonly { readonly name: string; readonly list: boolean; readonly type?: ColumnType }[],
  batches: readonly RecordBatch[],
  limit: number,
): ColumnProfile[] {
  const heads = firstRecords(batches, limit);
  const named = columns.some((column, index) => !isNumberedName(column.name, index));
  const records = heads.reduce((sum, head) => sum + head.length, 0);
  return columns.map((column, index) => {
    const values = heads.flatMap((head) => valuesOf(head, index));
    const steps = stepsOf(values);
    const present = heads.reduce((sum, head) => sum + presentIn(head, index), 0);
    return {
      name: column.name,
      list: column.list,
      index,
      type: column.type ?? typeOf(values),
      records,
      present,
      values: values.length,
      distinct: new Set(values.map((value) => value.trim())).size,
      meanLength: mean(values.map((value) => value.length)),
      meanWords: mean(values.map(countWords)),
      countsUp: steps?.least === 1 && steps.most === 1,
      rises: steps !== undefined && steps.least >= 1 && values.length > 1,
      unnamed: isNumberedName(column.name, index) && named,
      conversation: holdsConversations(values),
      transcript: holdsTranscripts(values),
      epoch: values.length > 0 && values.every((value) => EPOCH.test(value.trim())),
    };
  });
}

/** True where a column's values are free text, as far as they show it: several words, mostly distinct. */
export function isProse(profile: ColumnProfile): boolean {
  const { type, values, distinct, meanWords } = profile;
  return type === 'text' && values > 0 && meanWords >= 3 && distinct > Math.min(20, values / 2);
}

/** The name that readers give to a column without one. */
export function numberedName(index: number): string {
  return `column ${index + 1}`;
}

function isNumberedName(name: string, index: number): boolean {
  return name === numberedName(index);
}

function firstRecords(batches: readonly RecordBatch[], limit: number): RecordBatch[] {
  let left = limit;
  return batches.map((batch) => {
    const length = Math.min(left, batch.length);
    left -= length;
    return { ...batch, length };
  });
}

function valuesOf(batch: RecordBatch, index: number): string[] {
  const column = batch.columns[index];
  if (column === undefined) return [];
  const { bytes, offsets, missing, lists } = column;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: string[] = [];
  for (let record = 0; record < batch.length; record++) {
    if (missing[record] === 1) continue;
    const first = lists === undefined ? record : (lists[record] as number);
    const last = lists === undefined ? record + 1 : (lists[record + 1] as number);
    for (let value = first; value < last; value++) {
      const start = offsets[value] as number;
      values.push(
        buffer.toString('utf8', start, Math.min(offsets[value + 1] as number, start + MEASURED)),
      );
    }
  }
  return values;
}

function presentIn(batch: RecordBatch, index: number): number {
  const missing = batch.columns[index]?.missing.subarray(0, batch.length);
  return missing?.reduce((sum, flag) => sum + 1 - flag, 0) ?? 0;
}

function typeOf(values: readonly string[]): ColumnType {
  const told = values.map((value) => value.trim()).filter((value) => value !== '');
  if (told.length === 0) return 'text';
  if (told.every((value) => INTEGER.test(value))) return 'integer';
  if (told.every((value) => NUMBER.test(value) || SPECIAL_NUMBER.test(value))) {
    return told.some((value) => NUMBER.test(value)) ? 'number' : 'text';
  }
  if (told.every((value) => BOOLEAN.test(value))) return 'boolean';
  if (told.every((value) => TIME.test(value))) return 'time';
  return 'text';
}

function countWords(text: string): number {
  return (text.match(/\S+/g)?.length ?? 0) + (text.match(SPACELESS)?.length ?? 0) / 2;
}

/** The smallest and the largest step from one integer to the next; undefined where a value is none. */
function stepsOf(
  values: readonly string[],
): { readonly least: number; readonly most: number } | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const [index, value] of values.entries()) {
    if (!INTEGER.test(value) || value.length > 15) return undefined;
    if (index === 0) continue;
    const step = Number(value) - Number(values[index - 1]);
    least = Math.min(least, step);
    most = Math.max(most, step);
  }
  return { least, most };
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0
    ? 0
    : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
