/** A labelled dataset as the evaluation holds it: strings in rows, and which column is what. */
export interface Table {
  /** `null` where the file has no header line. */
  readonly header: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
  /** Index of the text column, or -1. */
  readonly text: number;
  readonly label: number;
}

/** A copy with another label in some rows. */
export function withLabels(table: Table, labels: readonly string[]): Table {
  return { ...table, rows: table.rows.map((row, at) => row.with(table.label, labels[at] ?? '')) };
}

/** Text and label alone. */
export function textAndLabel({ rows, text, label }: Table): Table {
  return {
    header: ['text', 'label'],
    rows: rows.map((row) => [row[text] ?? '', row[label] ?? '']),
    text: 0,
    label: 1,
  };
}
