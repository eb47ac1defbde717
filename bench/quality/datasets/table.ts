/** A labelled dataset as the evaluation holds it: strings in rows, and which column is what. */
export interface Table {
  /** `null` where the file has no header line. */
  readonly header: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
  /** Index of the text column, or -1. */
  readonly text: number;
  readonly label: number;
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
