import { CredenceError } from '../../core/error.ts';
import type { LabelledProbabilities } from '../../numerics/confident-learning/labelled-probabilities.ts';
import { checkProbabilities } from './check-probabilities.ts';
import { type ClassColumns, nameColumns } from './class-columns.ts';
import { requireLikelyOrder } from './likely-order.ts';
import type { ProbabilityTable } from './probability-table.ts';

/** The labels of the data, record by record. */
export interface GivenLabels {
  /** Each label once; one that no record has does not count. */
  readonly names: readonly string[];
  /** For each record the index of its label in `names`, or -1 where it has none. */
  readonly classes: Int32Array;
  /** What tells records apart, where the data have an id column. */
  readonly ids?: readonly string[];
}

/** Probabilities beside labels, ready for confident learning. */
export interface AlignedProbabilities extends LabelledProbabilities {
  /** The label of each class, in the order of the columns. */
  readonly classNames: readonly string[];
  /** The record of each row, ascending: those that have a label. */
  readonly records: Int32Array;
  /** What was inferred, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Puts a table of probabilities beside the labels of the data. The table needs a row for each record, in the
 * order of the data; where both have ids, these must agree row by row. Rows of records without a label
 * are dropped: the table's values are moved together, and must not be used again.
 *
 * @param order labels in the order of the columns, where the user gives them; otherwise see `nameColumns`.
 * @throws CredenceError DATA_MALFORMED for another number of rows, other ids, labels without a column, columns
 *   without a label, and rows that are no distribution; DATA_AMBIGUOUS where the order of the columns cannot be
 *   told; DATA_EMPTY.
 */
export function alignProbabilities(
  table: ProbabilityTable,
  given: GivenLabels,
  order?: readonly string[],
): AlignedProbabilities {
  requireRows(table, given);
  checkProbabilities(table);
  const used = new Set(given.classes);
  const names = given.names.filter((_, label) => used.has(label));
  const columns = nameColumns(table, names, order);
  const aligned = besideLabels(table, given, columns);
  if (columns.assumed) requireLikelyOrder(aligned, columns.labels, table.file);
  return aligned;
}

function requireRows({ file, rows, ids }: ProbabilityTable, given: GivenLabels): void {
  const records = given.classes.length;
  if (rows !== records) {
    throw new CredenceError(
      'DATA_MALFORMED',
      `${file} has ${rows} rows, and the data ${records} records.`,
      {
        at: { file, row: Math.min(rows, records) + 1 },
        hint: 'Give a row of probabilities for each record, in the order of the data.',
      },
    );
  }
  if (ids === undefined || given.ids === undefined) return;
  const row = ids.findIndex((id, at) => id !== given.ids?.[at]);
  if (row < 0) return;
  throw new CredenceError(
    'DATA_MALFORMED',
    `Row ${row + 1} of ${file} is of \`${ids[row]}\`, and record ${row + 1} of the data is \`${given.ids[row]}\`.`,
    { at: { file, row: row + 1 }, hint: 'Put the rows into the order of the data.' },
  );
}

function besideLabels(
  { classes, values, notes }: ProbabilityTable,
  given: GivenLabels,
  columns: ClassColumns,
): AlignedProbabilities {
  const columnOf = new Map(columns.labels.map((label, column) => [label, column]));
  const columnOfName = given.names.map((name) => columnOf.get(name) ?? -1);
  const records = Int32Array.from(given.classes.keys()).filter(
    (record) => (given.classes[record] as number) >= 0,
  );
  const labels = records.map((record) => columnOfName[given.classes[record] as number] as number);
  const rows = records.length;
  if (rows < given.classes.length) {
    records.forEach((record, row) => {
      values.copyWithin(row * classes, record * classes, (record + 1) * classes);
    });
  }
  const orderNote = columns.assumed
    ? [`Columns are taken in the order of the sorted labels, first \`${columns.labels[0]}\`.`]
    : [];
  return {
    rows,
    classes,
    values: values.subarray(0, rows * classes),
    labels,
    classNames: columns.labels,
    records,
    notes: [...notes, ...orderNote],
  };
}
