/** One change of the schema. Once released it is never edited: what comes later is a later number. */
export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  readonly name: string;
  /** Statements of SQL, in order. */
  readonly statements: readonly string[];
}
