/** What the values of a column look like. Everything travels as text; this says how to read it. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'time';

export interface ColumnSchema {
  /** Name for people and flags; nested JSON is written as a path: `meta.source`. */
  readonly name: string;
  readonly type: ColumnType;
  /** True where a record may hold several values. */
  readonly list: boolean;
}

export interface RecordSchema {
  readonly columns: readonly ColumnSchema[];
}
