import type { LineEnd } from './line-reader.ts';

/** No byte of UTF-8: a text of one column has no delimiter. */
export const NO_DELIMITER = -1;

/** How a file of delimited text is written. */
export interface CsvDialect {
  /** The byte between cells, or `NO_DELIMITER`. */
  readonly delimiter: number;
  /** Cells may stand in quotation marks; where false, quotation marks are text. */
  readonly quoted: boolean;
  /** One space before, or after, each delimiter belongs to the delimiter. */
  readonly spaceBefore: boolean;
  readonly spaceAfter: boolean;
  readonly lineEnd: LineEnd;
}

const NAMES: Readonly<Record<number, string>> = {
  9: 'tabs',
  32: 'spaces',
  44: 'commas',
  59: 'semicolons',
  124: 'vertical bars',
};

/** The dialect as a sentence, for people. */
export function describeDialect(dialect: CsvDialect): string {
  if (dialect.delimiter === NO_DELIMITER)
    return 'One column: no delimiter divides the lines evenly.';
  const name = NAMES[dialect.delimiter] ?? 'other characters';
  const { spaceBefore, spaceAfter } = dialect;
  const padding =
    spaceBefore || spaceAfter
      ? ` with a space ${sides(spaceBefore, spaceAfter)}, which is dropped`
      : '';
  const quoting = dialect.quoted ? 'quotation marks enclose cells' : 'quotation marks are text';
  return `Cells are divided by ${name}${padding}; ${quoting}.`;
}

function sides(before: boolean, after: boolean): string {
  if (before && after) return 'before and after';
  return before ? 'before' : 'after';
}
