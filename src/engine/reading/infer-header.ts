import type { CsvSample } from './csv-sample.ts';
import { isNumeric } from './infer-dialect.ts';
import { roleOfName } from './role-names.ts';

/** Whether the first line names the columns, and why. */
export interface HeaderVerdict {
  readonly present: boolean;
  readonly reason: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}/;
const LONGEST_NAME = 100;
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_.()%#/-]{0,30}(?: [\p{L}\p{N}_.()%#/-]{1,20}){0,3}$/u;

/** Decides from the first rows whether the first of them is a header. */
export function inferHeader(sample: CsvSample): HeaderVerdict {
  const first = (sample.rows[0] ?? []).map((cell) => cell.trim());
  const rest = sample.rows.slice(1);
  const value = first.find((cell) => isNumeric(cell) || DATE.test(cell));
  if (value !== undefined)
    return { present: false, reason: `the first line holds the value \`${value}\`` };
  // A header that files were joined with stands again as a whole: that speaks for it, not against it.
  const others = rest.filter((row) => row.some((cell, at) => cell.trim() !== first[at]));
  const again = first.find(
    (cell, at) => cell !== '' && others.some((row) => row[at]?.trim() === cell),
  );
  if (again !== undefined) {
    return { present: false, reason: `\`${again}\` of the first line appears again below` };
  }
  const sentence = first.find((cell) => cell.length > LONGEST_NAME);
  if (sentence !== undefined) return { present: false, reason: 'the first line holds a long text' };
  const named = first.find((cell) => roleOfName(cell) !== undefined);
  if (named !== undefined) {
    return { present: true, reason: `the first line holds the column name \`${named}\`` };
  }
  const column = first.findIndex((_, at) => isNumericBelow(rest, at));
  if (column >= 0) return { present: true, reason: `\`${first[column]}\` stands above numbers` };
  const names =
    rest.length > 1 &&
    new Set(first).size === first.length &&
    first.every((cell) => IDENTIFIER.test(cell));
  return names && first.length > 1
    ? { present: true, reason: 'the first line holds names that do not appear again below' }
    : { present: false, reason: 'the first line looks like the others' };
}

function isNumericBelow(rows: readonly (readonly string[])[], at: number): boolean {
  const values = rows.map((row) => row[at]?.trim() ?? '').filter((value) => value !== '');
  return values.length > 0 && values.every(isNumeric);
}
