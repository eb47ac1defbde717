import { CredenceError } from '../../core/error.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { CsvTokenizer, DOUBLED, QUOTED } from './csv-tokenizer.ts';

const MAXIMUM_ROWS = 5000;

/** The first rows of a text, read in one dialect: what inference weighs. */
export interface CsvSample {
  readonly dialect: CsvDialect;
  readonly rows: readonly (readonly string[])[];
  /** For each row and cell, whether it stood in quotation marks. */
  readonly quoted: readonly (readonly boolean[])[];
  /** The width that most rows have. */
  readonly width: number;
  /** Share of rows that have it. */
  readonly evenness: number;
  /** Rows with text after a closing quotation mark, or a mark that is never closed. */
  readonly problems: number;
}

/** Reads the beginning of a text in a dialect. `whole` says that nothing follows. */
export function sampleCsv(head: Buffer, whole: boolean, dialect: CsvDialect): CsvSample {
  const tokenizer = new CsvTokenizer(dialect, '', head.length + 1);
  const rows: string[][] = [];
  const quoted: boolean[][] = [];
  let problems = 0;
  tokenizer.feed(head);
  if (whole) tokenizer.finish();
  try {
    while (rows.length < MAXIMUM_ROWS && tokenizer.next() === 'record') {
      rows.push(cellsOf(tokenizer));
      quoted.push(
        Array.from(tokenizer.forms.subarray(0, tokenizer.count), (form) => form >= QUOTED),
      );
      if (tokenizer.problem !== undefined) problems += 1;
    }
  } catch (error) {
    if (!(error instanceof CredenceError)) throw error;
    problems += 1;
  }
  return { dialect, rows, quoted, problems, ...commonWidth(rows) };
}

function cellsOf(tokenizer: CsvTokenizer): string[] {
  return Array.from({ length: tokenizer.count }, (_, cell) => {
    const text = tokenizer.bytes.toString('utf8', tokenizer.starts[cell], tokenizer.ends[cell]);
    return tokenizer.forms[cell] === DOUBLED ? text.replaceAll('""', '"') : text;
  });
}

function commonWidth(rows: readonly (readonly string[])[]): Pick<CsvSample, 'width' | 'evenness'> {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most || (count === most && length > width)) {
      width = length;
      most = count;
    }
  }
  return { width, evenness: rows.length === 0 ? 0 : most / rows.length };
}
