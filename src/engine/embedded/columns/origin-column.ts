/** Where records come from: a column of named origins, or of times cut into equal steps. */
export interface OriginColumn {
  readonly name: string;
  readonly role: 'source' | 'contributor' | 'time';
  readonly texts: readonly string[];
  /** Id of the origin by record, or `NO_ID`. */
  readonly ids: Uint32Array;
  readonly counts: Uint32Array;
}
