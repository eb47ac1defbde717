import { CredenceError } from '../../core/error.ts';
import type { ProbabilityTable } from './probability-table.ts';

/** Which column stands for which label. */
export interface ClassColumns {
  /** The label of each column. */
  readonly labels: readonly string[];
  /** Whether the labels were sorted for want of names. */
  readonly assumed: boolean;
}

/**
 * Names the columns of a table by the labels of the data. Names come from the user, or else from
 * the file (a beginning that all its columns share, such as `prob_`, is left out where labels lack it). Where
 * there are none, columns follow the sorted labels, as scikit-learn's `classes_` do: integers by value, other
 * labels by code point.
 *
 * @param labels those of the data, each once.
 * @param named by the user: a label for each column, in order.
 * @throws CredenceError DATA_MALFORMED where a label has no column or a column no label; DATA_AMBIGUOUS where
 *   columns without names are more or fewer than the labels.
 */
export function nameColumns(
  table: ProbabilityTable,
  labels: readonly string[],
  named?: readonly string[],
): ClassColumns {
  const names = named ?? namesFromFile(table, labels);
  if (names === undefined) return { labels: inOrder(table, labels), assumed: true };
  const { file, classes } = table;
  if (names.length !== classes) {
    throw new CredenceError(
      'DATA_MALFORMED',
      `${names.length} classes were named, and ${file} has ${classes} columns.`,
      {
        at: { file },
        hint: 'Name one class for each column, in the order of the columns.',
      },
    );
  }
  requireDistinct(table, names);
  requireSame(table, names, labels);
  return { labels: names, assumed: false };
}

function namesFromFile(
  { columns }: ProbabilityTable,
  labels: readonly string[],
): readonly string[] | undefined {
  if (columns === undefined) return undefined;
  const shared = sharedBeginning(columns);
  return labels.every((label) => label.startsWith(shared))
    ? columns
    : columns.map((column) => column.slice(shared.length));
}

function sharedBeginning([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

function requireDistinct({ file }: ProbabilityTable, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new CredenceError('DATA_MALFORMED', `Two columns of ${file} stand for \`${name}\`.`, {
        at: { file, column: name },
      });
    }
    seen.add(name);
  }
}

function requireSame(
  { file }: ProbabilityTable,
  names: readonly string[],
  labels: readonly string[],
): void {
  const [knownNames, knownLabels] = [new Set(names), new Set(labels)];
  const columnless = labels.find((label) => !knownNames.has(label));
  if (columnless !== undefined) {
    throw new CredenceError(
      'DATA_MALFORMED',
      `${file} has no column for the label \`${columnless}\`.`,
      { at: { file }, hint: `Its columns stand for ${listSome(names)}.` },
    );
  }
  const unused = names.find((name) => !knownLabels.has(name));
  if (unused === undefined) return;
  throw new CredenceError(
    'DATA_MALFORMED',
    `No record has the label \`${unused}\`, for which ${file} has a column.`,
    {
      at: { file, column: unused },
      hint: `The labels are ${listSome(labels)}. Leave the column out and scale the rows to sum to 1, or check that labels and probabilities belong together.`,
    },
  );
}

function inOrder(
  { file, classes }: ProbabilityTable,
  labels: readonly string[],
): readonly string[] {
  if (labels.length !== classes) {
    throw new CredenceError(
      'DATA_AMBIGUOUS',
      `${file} has ${classes} columns without names, and the data have ${labels.length} labels.`,
      {
        at: { file },
        hint: `Give a CSV or Parquet file whose columns are named. The labels are ${listSome(labels)}.`,
      },
    );
  }
  const integers = labels.every((label) => /^(?:0|-?[1-9]\d{0,14})$/.test(label));
  return labels.toSorted(integers ? byValue : byCodePoint);
}

function byValue(one: string, other: string): number {
  return Number(one) - Number(other);
}

function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function listSome(names: readonly string[]): string {
  const shown = names
    .slice(0, 8)
    .map((name) => `\`${name}\``)
    .join(', ');
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}
