import { NO_DELIMITER } from './csv-dialect.ts';
import { type CsvSample, sampleCsv } from './csv-sample.ts';
import type { TextContent } from './detect-format.ts';
import { lineEndOf } from './line-reader.ts';

const TAB = 0x09;
const SPACE = 0x20;
const DELIMITERS = [0x2c, TAB, 0x3b, 0x7c] as const;
/** A delimiter must divide this share of the lines evenly. */
const ENOUGH_EVEN = 0.5;
/** Spaces belong to the delimiter where this share of the cells has them. */
const NEARLY_ALL = 0.95;

/**
 * Infers how delimited text is written, from its beginning: the delimiter that divides the most lines
 * into the same number of cells, whether spaces belong to it, and whether quotation marks enclose cells
 * (CSV: always, RFC 4180; TSV: only where every use of them is consistent).
 */
export function inferDialect(content: TextContent): CsvSample {
  const samples = candidateDelimiters(content).map((delimiter) =>
    sampleDelimited(content, delimiter),
  );
  let best: CsvSample | undefined;
  for (const sample of samples) {
    if (sample.width > 1 && sample.evenness > (best?.evenness ?? ENOUGH_EVEN - 1e-9)) best = sample;
  }
  if (best !== undefined) return best;
  const spaced = sampleWith(content, { delimiter: SPACE, quoted: false });
  if (spaced.width > 1 && spaced.evenness === 1 && spaced.rows.every((row) => row.every(isNumeric)))
    return spaced;
  return sampleWith(content, {
    delimiter: NO_DELIMITER,
    quoted: content.format === 'csv' && startsQuoted(content),
  });
}

/** True for a number as data files write it. */
export function isNumeric(text: string): boolean {
  return /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text);
}

function candidateDelimiters(content: TextContent): readonly number[] {
  if (content.format === 'tsv') return [TAB];
  return DELIMITERS;
}

function sampleDelimited(content: TextContent, delimiter: number): CsvSample {
  let sample = sampleWith(content, { delimiter, quoted: true });
  if (delimiter === TAB && !quotesAreConsistent(sample))
    sample = sampleWith(content, { delimiter, quoted: false });
  const spaceAfter =
    shareOfCells(sample, (row, cell) => cell > 0 && hasSpace(row[cell], 0)) >= NEARLY_ALL;
  const spaceBefore =
    shareOfCells(sample, (row, cell) => cell > 0 && hasSpace(row[cell - 1], -1)) >= NEARLY_ALL;
  return spaceAfter || spaceBefore
    ? sampleWith(content, { ...sample.dialect, spaceAfter, spaceBefore })
    : sample;
}

function sampleWith(
  content: TextContent,
  dialect: Pick<CsvSample['dialect'], 'delimiter' | 'quoted'> & Partial<CsvSample['dialect']>,
): CsvSample {
  const plain = { spaceBefore: false, spaceAfter: false, lineEnd: lineEndOf(content.head) };
  return sampleCsv(content.head, content.whole, { ...plain, ...dialect });
}

function hasSpace(cell: string | undefined, at: number): boolean {
  return cell?.at(at) === ' ';
}

/** Share of the cells after the first of each row for which the test holds. */
function shareOfCells(
  sample: CsvSample,
  test: (row: readonly string[], cell: number) => boolean,
): number {
  let cells = 0;
  let held = 0;
  for (const row of sample.rows) {
    for (let cell = 1; cell < row.length; cell++) {
      cells += 1;
      if (test(row, cell)) held += 1;
    }
  }
  return cells === 0 ? 0 : held / cells;
}

/**
 * True where quotation marks enclose cells: all are closed, rows stay even, and either every enclosed
 * cell needs it (it is empty, or holds a delimiter, a line break or a doubled mark) or some column always has it.
 */
function quotesAreConsistent(sample: CsvSample): boolean {
  if (sample.problems > 0 || sample.evenness < 1) return false;
  const delimiter = String.fromCharCode(sample.dialect.delimiter);
  let enclosed = 0;
  let needed = 0;
  sample.rows.forEach((row, index) => {
    row.forEach((cell, at) => {
      if (sample.quoted[index]?.[at] !== true) return;
      enclosed += 1;
      if (cell === '' || cell.includes(delimiter) || /[\r\n"]/.test(cell)) needed += 1;
    });
  });
  if (enclosed === 0) return false;
  return enclosed === needed || columnIsAlwaysQuoted(sample);
}

function columnIsAlwaysQuoted(sample: CsvSample): boolean {
  // The header line may be bare.
  const rows = sample.quoted.slice(1);
  return (
    rows.length > 1 &&
    Array.from({ length: sample.width }, (_, at) => at).some((at) => rows.every((row) => row[at]))
  );
}

function startsQuoted(content: TextContent): boolean {
  return content.head[0] === 0x22;
}
