import { CredenceError } from '../../../core/error.ts';

/** Where a cell stands: file, row from 1, name of its column. */
export interface CellPlace {
  readonly file: string;
  readonly row: number;
  readonly column: string;
}

const DECIMAL = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;
const NOT_A_NUMBER = /^[-+]?nan$/i;

/**
 * A number written as text; `nan` is one, for whoever checks the row to name.
 *
 * @throws CredenceError DATA_MALFORMED for any other text.
 */
export function parseNumber(text: string, place: () => CellPlace): number {
  const trimmed = text.trim();
  if (DECIMAL.test(trimmed)) return Number(trimmed);
  if (NOT_A_NUMBER.test(trimmed)) return Number.NaN;
  throw noNumber(place(), trimmed === '' ? undefined : trimmed);
}

/** @param text what stands there instead; undefined where nothing does. */
export function noNumber({ file, row, column }: CellPlace, text?: string): CredenceError {
  const what = text === undefined ? 'no value' : `\`${text.slice(0, 40)}\``;
  return new CredenceError(
    'DATA_MALFORMED',
    `Row ${row} of ${file} has ${what} in column \`${column}\`, and a probability is needed.`,
    {
      at: { file, row, column },
      hint: 'Keep only the columns of the classes and one with ids.',
    },
  );
}

/** A list of probabilities that is shorter or longer than the first. */
export function unevenList(
  { file, row, column }: CellPlace,
  found: number,
  wanted: number,
): CredenceError {
  return new CredenceError(
    'DATA_MALFORMED',
    `Row ${row} of ${file} has ${found} probabilities in column \`${column}\`, and the first row ${wanted}.`,
    { at: { file, row, column }, hint: 'Give every row the probabilities of all classes.' },
  );
}
